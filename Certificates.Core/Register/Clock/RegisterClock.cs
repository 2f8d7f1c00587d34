using Certificates.Core.Data;

namespace Certificates.Core.Register.Clock;

/// <summary>
/// Whether the machine's clock may be believed. It may not when it stands before what the register knows to have happened, when it went
/// ahead by more than the time that passed, or when it is far from the database server's: then nothing is written, for rows would be
/// judged, numbered and dated by it for good.
/// </summary>
internal sealed class RegisterClock(RegisterClockStore store, TimeProvider clock) : IWriteGuard
{
    /// <summary>Machines that share a register agree better than this.</summary>
    public static readonly TimeSpan MostBehind = TimeSpan.FromMinutes(1);

    /// <summary>A step ahead that nobody need look at.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly ClockSteps _steps = new(clock);
    private volatile Known? _known;
    private volatile bool _isOn;
    private long _last;

    /// <summary>Begins to look: once the register is set up, which writes no instant.</summary>
    public void Begin() => _isOn = true;

    /// <inheritdoc/>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (await FaultAsync(cancellationToken) is { } fault)
        {
            throw new ClockWrongException(fault);
        }
    }

    /// <summary>What is wrong with the clock, in words; null when nothing is.</summary>
    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        if (!_isOn)
        {
            return null;
        }

        // What was read before a step back may not know yet what was written just before it.
        var now = clock.GetUtcNow();
        var before = new DateTimeOffset(Interlocked.Exchange(ref _last, now.UtcTicks), TimeSpan.Zero);
        var known = await KnownAsync(isFresh: before - now <= MostBehind, cancellationToken);
        if (known.ServerAt is { } server)
        {
            var there = server + clock.GetElapsedTime(known.ReadAt);
            if ((now - there).Duration() > MostAhead)
            {
                return $"The clock of this machine says {now:u}, and the database server's {there:u}: nothing is "
                    + "received and issued until they "
                    + "agree.";
            }

            _steps.Accept(now);
        }
        else if (known.Latest - now <= MostBehind && _steps.Ahead(now) is var ahead && ahead > MostAhead)
        {
            return $"The clock of this machine went ahead by {ahead:c} while the service ran, and says {now:u}: nothing "
                + "is received and issued "
                + "until it is put right. If it is right now, restart the service.";
        }

        return known.Latest - now <= MostBehind ? null : Behind(now, known.Latest);
    }

    private static string Behind(DateTimeOffset now, DateTimeOffset latest) =>
        $"The clock of this machine is behind the register: it says {now:u}, and {latest:u} stands in the register. "
            + "Nothing is received and "
            + "issued until it is put right. If it is right, another clock was ahead: 'recover --clock' shows what was "
            + "written by it, and lets "
            + "issuing go on.";

    /// <summary>Stops a write that begins by an instant before the one at which it was let pass.</summary>
    /// <exception cref="ClockWrongException">The clock stepped back in between.</exception>
    public void RequireNoStepBack(DateTimeOffset at) => RequireBehind(new DateTimeOffset(Interlocked.Read(ref _last), TimeSpan.Zero), at);

    /// <summary>Stops what was begun when the clock stepped back since.</summary>
    /// <exception cref="ClockWrongException">It says now an instant before that.</exception>
    public static void RequireBehind(DateTimeOffset begun, DateTimeOffset now)
    {
        if (begun - now > MostBehind)
        {
            throw new ClockWrongException($"The clock of this machine went back from {begun:u} to {now:u} while something was written.");
        }
    }

    /// <summary>
    /// An instant of the register, or the one at which a clock that was ahead was put right, where it was written by that.
    /// </summary>
    public DateTimeOffset Corrected(DateTimeOffset instant) => _known?.Spans.FirstOrDefault(span => span.Covers(instant)) is { } ahead
        ? ahead.At
        : instant;

    /// <summary>The day something was received, China Standard Time; by a clock that was ahead, the day that was put right.</summary>
    public DateOnly DayReceived(DateTimeOffset receivedAt) => ChinaTime.DayOf(Corrected(receivedAt));

    private async Task<Known> KnownAsync(bool isFresh, CancellationToken cancellationToken)
    {
        if (isFresh && _known is { } known && clock.GetElapsedTime(known.ReadAt) is var age && age >= TimeSpan.Zero && age < Fresh)
        {
            return known;
        }

        var readAt = clock.GetTimestamp();
        var (server, spans, instants) = await store.ReadAsync(cancellationToken);
        var latest = instants.Where(instant => !spans.Any(span => span.Covers(instant))).Concat(spans.Select(span => span.At))
            .DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return _known = new Known(latest, server, spans, readAt);
    }

    private sealed record Known(DateTimeOffset Latest, DateTimeOffset? ServerAt, IReadOnlyList<AheadSpan> Spans, long ReadAt);
}

/// <summary>Instants written by a clock that was ahead, which somebody looked at and let stand.</summary>
internal sealed class AheadSpan
{
    /// <summary>When that was done, by a clock that was right.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The last instant that was written ahead.</summary>
    public required DateTimeOffset AheadUntil { get; init; }

    /// <summary>True of an instant between the two.</summary>
    public bool Covers(DateTimeOffset instant) => instant > At && instant <= AheadUntil;
}
