namespace Certificates.Tests.Resilience;

/// <summary>The machine's clock as it goes wrong: the time of day is another, and no time passes by that.</summary>
internal sealed class WrongClock : TimeProvider
{
    private long _off;

    public TimeSpan Off
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _off));
        set => Interlocked.Exchange(ref _off, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Off;
}
