namespace Certificates.Core.Recovery;

/// <summary>
/// After a clock was ahead: what it wrote lies in the future, and everything waits until that has come. This shows it, and lets it stand.
/// </summary>
public sealed class ClockRecovery
{
    private readonly RecoveryRunStore _store;
    private readonly TimeProvider _clock;

    internal ClockRecovery(RecoveryRunStore store, TimeProvider clock) => (_store, _clock) = (store, clock);

    /// <summary>Lets what lies in the future stand, with an event; run it by a clock that is right.</summary>
    /// <returns>What that is, in the order it was written; empty when there is nothing, and then nothing is changed.</returns>
    public async Task<IReadOnlyList<WrittenAhead>> RunAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var ahead = await _store.AheadAsync(now, cancellationToken);
        if (ahead.Count > 0)
        {
            await _store.AppendAsync(RecoveryRunStore.Clock, now, ahead.Max(written => written.At), cancellationToken);
        }

        return ahead;
    }
}

/// <summary>Something written by a clock that was ahead.</summary>
public sealed class WrittenAhead
{
    /// <summary>What it is: a batch, a certificate's reservation, the kind of its event, or of the directory's.</summary>
    public required string What { get; init; }

    /// <summary>Id of the batch, number of the certificate, or the entry of the directory.</summary>
    public required string Subject { get; init; }

    /// <summary>The instant it bears.</summary>
    public required DateTimeOffset At { get; init; }
}
