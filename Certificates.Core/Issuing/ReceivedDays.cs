using Certificates.Core.Batches;
using Certificates.Core.Register.Clock;

namespace Certificates.Core.Issuing;

/// <summary>The day a batch was received, which no certificate of it is issued before.</summary>
internal static class ReceivedDays
{
    /// <summary>China Standard Time; of a batch received by a clock that was ahead, the day that was put right.</summary>
    public static DateOnly DayReceived(this RegisterClock clock, BatchRecord batch) => ChinaTime.DayOf(clock.Corrected(batch.ReceivedAt));
}
