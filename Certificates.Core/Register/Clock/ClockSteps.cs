namespace Certificates.Core.Register.Clock;

/// <summary>
/// How far the clock of the day went ahead of the one that only counts. A little each minute is forgiven, for two clocks never run alike.
/// A step back is believed when it has lasted: one that is soon put right must not look like a step ahead then.
/// </summary>
internal sealed class ClockSteps(TimeProvider clock)
{
    private const double ForgivenShare = 1.0 / 60;
    private static readonly TimeSpan BelievedAfter = TimeSpan.FromMinutes(10);
    private readonly Lock _lock = new();
    private (DateTimeOffset At, long Timestamp)? _anchor;
    private long? _backSince;

    /// <summary>How far ahead it is; zero the first time.</summary>
    public TimeSpan Ahead(DateTimeOffset now)
    {
        lock (_lock)
        {
            var timestamp = clock.GetTimestamp();
            if (_anchor is not { } anchor)
            {
                _anchor = (now, timestamp);
                return TimeSpan.Zero;
            }

            var passed = clock.GetElapsedTime(anchor.Timestamp, timestamp);
            var step = now - (anchor.At + passed);
            _backSince = step < -RegisterClock.MostAhead ? _backSince ?? timestamp : null;
            if (_backSince is { } since && clock.GetElapsedTime(since, timestamp) >= BelievedAfter)
            {
                (_anchor, _backSince) = ((now, timestamp), null);
            }
            else if (step.Duration() <= RegisterClock.MostAhead)
            {
                var most = (long)(passed.Ticks * ForgivenShare);
                _anchor = (anchor.At + passed + TimeSpan.FromTicks(Math.Clamp(step.Ticks, -most, most)), timestamp);
            }

            return step;
        }
    }

    /// <summary>The clock is right now, somebody else says.</summary>
    public void Accept(DateTimeOffset now)
    {
        lock (_lock)
        {
            (_anchor, _backSince) = ((now, clock.GetTimestamp()), null);
        }
    }
}
