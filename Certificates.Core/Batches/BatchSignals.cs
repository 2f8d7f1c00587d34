namespace Certificates.Core.Batches;

/// <summary>What the parts of one process tell each other at once; other processes find it in the register by looking.</summary>
internal sealed class BatchSignals(TimeProvider clock)
{
    // Longer than a row waits that could not be made.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(15);
    private volatile Hindered? _hindrance;

    /// <summary>Rows have come in, or may be issued from now on.</summary>
    public Signal Due { get; } = new(clock);

    /// <summary>Rows have ended: the counts of some batch are others than before.</summary>
    public Signal Changed { get; } = new(clock);

    /// <summary>True while nothing is claimed because the register failed again and again; it goes on by itself.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Why rows were not issued, the last time they were not; null when that was long ago, or never.</summary>
    public string? Hindrance => _hindrance is { } last && clock.GetElapsedTime(last.At) < Remembered ? last.Words : null;

    /// <summary>Notes why rows are not issued.</summary>
    public void Hinder(string words) => _hindrance = new Hindered(words, clock.GetTimestamp());

    private sealed record Hindered(string Words, long At);
}

/// <summary>Wakes everyone who waits.</summary>
internal sealed class Signal(TimeProvider clock)
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What will be awaited; take it before looking, so that nothing between the look and the wait is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes everyone who waits now.</summary>
    public void Set() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>Waits for the next signal, or as long as <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => WaitAsync(Next, atMost, cancellationToken);

    /// <summary>Waits for a signal taken before, or as long as <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(Task next, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(atMost, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nobody signalled: time to look.
        }
    }
}
