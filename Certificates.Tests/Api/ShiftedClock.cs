namespace Certificates.Tests.Api;

/// <summary>The machine's clock put forward by as much as a test says, as if that time had passed: timers run, and days can pass.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _shift;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref _shift);

    /// <summary>Lets time pass at once.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);

    /// <summary>Goes on to an instant.</summary>
    public void GoTo(DateTimeOffset instant) => Advance(instant - GetUtcNow());
}
