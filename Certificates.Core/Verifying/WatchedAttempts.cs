namespace Certificates.Core.Verifying;

/// <summary>
/// <see cref="Attempts"/> of one limit and window, with all subjects that used it up known in memory, so that a right answer costs
/// no reading. They are read from the desk once a second at most; what this process counts is known at once.
/// </summary>
public sealed class WatchedAttempts : IDisposable
{
    private static readonly TimeSpan ReadAnewAfter = TimeSpan.FromSeconds(1);
    private readonly Attempts _attempts;
    private readonly DeskAttempts _store;
    private readonly TimeProvider _clock;
    private readonly int _allowed;
    private readonly TimeSpan _window;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Known? _known;

    internal WatchedAttempts(Attempts attempts, DeskAttempts store, TimeProvider clock, int allowed, TimeSpan window) =>
        (_attempts, _store, _clock, _allowed, _window) = (attempts, store, clock, allowed, window);

    /// <summary>True when any subject at all is used up; while none is, nobody has to wait.</summary>
    public async ValueTask<bool> IsAnyUsedUpAsync(CancellationToken cancellationToken) =>
        (await KnownAsync(cancellationToken)).UsedUp.Count > 0;

    /// <summary>How long <paramref name="subject"/> must wait; null when it has some left.</summary>
    /// <param name="subject">As in <see cref="Attempts.WaitAsync"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<TimeSpan?> WaitAsync(string subject, CancellationToken cancellationToken) =>
        (await KnownAsync(cancellationToken)).UsedUp.Contains(Convert.ToHexString(_attempts.HashOf(subject, _window)))
            ? _attempts.Window(_window).Left
            : null;

    /// <summary>Counts one; how long to wait when it is more than a window bears, else null.</summary>
    /// <param name="subject">As in <see cref="Attempts.WaitAsync"/>.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    public async Task<TimeSpan?> CountAsync(string subject, CancellationToken cancellationToken)
    {
        var (start, left) = _attempts.Window(_window);
        var count = await _store.AddAsync(_attempts.HashOf(subject, _window), start, cancellationToken);
        if (count == _allowed)
        {
            await ForgetKnownAsync();
        }

        return count <= _allowed ? null : left;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private bool IsFresh(Known known) =>
        _clock.GetElapsedTime(known.ReadAt) < ReadAnewAfter && known.Start == _attempts.Window(_window).Start;

    private ValueTask<Known> KnownAsync(CancellationToken cancellationToken) =>
        _known is { } last && IsFresh(last) ? new(last) : new(ReadAsync(cancellationToken));

    private async Task<Known> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } meanwhile && IsFresh(meanwhile))
            {
                return meanwhile;
            }

            var (readAt, (start, _)) = (_clock.GetTimestamp(), _attempts.Window(_window));
            var usedUp = await _store.UsedUpAsync(start, _allowed, cancellationToken);
            return _known = new Known(start, readAt, [.. usedUp.Select(Convert.ToHexString)]);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>In turn, so that no reading that began before the count is kept after it.</summary>
    private async Task ForgetKnownAsync()
    {
        await _turn.WaitAsync(CancellationToken.None);
        _known = null;
        _turn.Release();
    }

    private sealed record Known(DateTimeOffset Start, long ReadAt, HashSet<string> UsedUp);
}
