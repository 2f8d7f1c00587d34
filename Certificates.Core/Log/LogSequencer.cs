using Certificates.Core.Data;
using Certificates.Core.Log.Tree;
using Certificates.Core.Log.Witnesses;
using Certificates.Core.Signing.Notes;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Log;

/// <summary>
/// Gives leaves their places, hashes them into the tree and signs it, once a second while there are new ones. One process at a time does
/// it, by a lease; that two never do is the row both would write. It appends to what was signed and to nothing else: where the tree in
/// the register is another, it stops and says so.
/// </summary>
public sealed partial class LogSequencer
{
    /// <summary>Most leaves of a step: as many as are hashed and written in a fraction of a second.</summary>
    internal const int AtOnce = 8192;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    private readonly LogStore _store;
    private readonly LogReader _reader;
    private readonly LogCopy _copy;
    private readonly LogKeys _keys;
    private readonly TimeProvider _clock;
    private readonly ILogger<LogSequencer> _log;
    private readonly bool _isWitnessed;
    private readonly string _owner;
    private bool _isCopied;

    internal LogSequencer(
        LogStore store, LogReader reader, LogCopy copy, LogKeys keys, WitnessOptions witnesses, TimeProvider clock,
        ILogger<LogSequencer> log)
    {
        (_store, _reader, _copy, _keys, _clock, _log) = (store, reader, copy, keys, clock, log);
        _isWitnessed = witnesses.Witnesses.Count > 0;
        _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(clock.GetUtcNow()):n}";
    }

    /// <summary>Why the log stands still; null while it does not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Runs until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await TrySequenceAsync(cancellationToken) < AtOnce)
            {
                await Task.Delay(Interval, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await GiveLeaseAsync();
    }

    /// <summary>One step.</summary>
    /// <returns>How many leaves got their place; 0 when there was none, or another process does it.</returns>
    /// <exception cref="LogDamagedException">The log is not the one that was signed.</exception>
    public async Task<int> SequenceAsync(CancellationToken cancellationToken)
    {
        if (_isCopied && !await _store.HasPendingAsync(cancellationToken))
        {
            return 0;
        }

        if (await _store.WriteAsync(write => PlaceAsync(write, cancellationToken), cancellationToken) is not { } placed)
        {
            return 0;
        }

        // Whoever has the lease writes the copy, too.
        _isCopied = await _copy.KeepAsync(_reader, cancellationToken);
        return placed;
    }

    /// <summary>True when this process has the lease, or took it: then it is the one that asks witnesses, too.</summary>
    internal Task<bool> LeadAsync(CancellationToken cancellationToken) => _store.WriteAsync(
        write => LogStore.TakeLeaseAsync(write, _owner, _clock.GetUtcNow(), Lease, cancellationToken), cancellationToken);

    /// <summary>Places what is pending; null while another process has the lease.</summary>
    private async Task<int?> PlaceAsync(WriteTransaction write, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        if (!await LogStore.TakeLeaseAsync(write, _owner, now, Lease, cancellationToken))
        {
            return null;
        }

        var before = (await LogStore.StateAsync(write, cancellationToken)).Size;
        var edge = await EdgeAsync(write, before, cancellationToken);
        var leaves = await _store.PendingAsync(write, AtOnce, cancellationToken);
        if (leaves.Count == 0)
        {
            await SignAgainAsync(write, before, now, cancellationToken);
            await PublishAsync(write, before, cancellationToken);
            return 0;
        }

        var filled = new List<Tile>();
        foreach (var leaf in leaves)
        {
            edge.Append(MerkleHash.Leaf(leaf.Data), filled.Add);
        }

        await LogStore.PlaceAsync(write, leaves, before, cancellationToken);
        await _store.GrowAsync(write, before, edge, filled, cancellationToken);
        var checkpoint = new Checkpoint(_keys.Name, edge.Size, edge.Root());
        await LogStore.SignedAsync(write, edge.Size, now, _keys.Sign(checkpoint.ToString()).ToString(), cancellationToken);
        await PublishAsync(write, edge.Size, cancellationToken);
        return leaves.Count;
    }

    /// <summary>
    /// After a change of keys nothing may happen for long: what was signed last is signed by the keys of now, too, in lines beside it.
    /// </summary>
    private async Task SignAgainAsync(WriteTransaction write, long size, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await _reader.CheckpointAsync(write, cancellationToken) is { } text && SignedNote.TryParse(text, out var note))
        {
            foreach (var line in _keys.Missing(note))
            {
                await LogStore.AddLineAsync(write, new SignatureLine(size, line, now), cancellationToken);
            }
        }
    }

    /// <summary>Where there are witnesses, <see cref="LogWitnesses"/> publishes when they were asked.</summary>
    private Task PublishAsync(WriteTransaction write, long size, CancellationToken cancellationToken) =>
        _isWitnessed ? Task.CompletedTask : LogStore.PublishAsync(write, size, cancellationToken);

    /// <summary>The edge of the tree as it was signed last, here and in the copy outside the register.</summary>
    private async Task<TreeEdge> EdgeAsync(WriteTransaction write, long size, CancellationToken cancellationToken)
    {
        var edge = await TreeEdge.ReadAsync(size, tile => LogReader.TileAsync(write, tile, cancellationToken));
        if (Opened(await _reader.CheckpointAsync(write, cancellationToken)) is { } last && last.Size > 0)
        {
            Require(last, edge);
        }
        else if (size > 0)
        {
            throw LogDamagedException.Unsigned("is missing");
        }

        if (_copy.Kept() is { } kept)
        {
            await RequireAsync(kept, edge, cancellationToken);
        }

        return edge;
    }

    private Checkpoint? Opened(string? text) => text is null ? null
        : Checkpoint.Open(text, _keys) ?? throw LogDamagedException.Unsigned("is not signed by this key");

    private static void Require(Checkpoint signed, TreeEdge edge)
    {
        if (signed.Size != edge.Size)
        {
            throw LogDamagedException.Back(edge.Size, signed.Size);
        }

        if (!signed.Root.AsSpan().SequenceEqual(edge.Root()))
        {
            throw LogDamagedException.OtherTree(signed.Size);
        }
    }

    /// <summary>The copy may be behind after a crash, and on another machine: then the tree must have grown out of it.</summary>
    private async Task RequireAsync(Checkpoint kept, TreeEdge edge, CancellationToken cancellationToken)
    {
        if (kept.Size >= edge.Size)
        {
            Require(kept, edge);
        }
        else
        {
            var roots = await _reader.RootsAsync([new LeafRange(0, kept.Size)], cancellationToken);
            if (!roots[0].AsSpan().SequenceEqual(kept.Root))
            {
                throw LogDamagedException.OtherTree(kept.Size);
            }
        }
    }

    private async Task<int> TrySequenceAsync(CancellationToken cancellationToken)
    {
        try
        {
            var placed = await SequenceAsync(cancellationToken);
            Fault = null;
            return placed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception damage) when (damage is LogDamagedException or InvalidDataException)
        {
            if (Fault != damage.Message)
            {
                LogDamage(damage.Message);
            }

            Fault = damage.Message;
            return 0;
        }
        catch (Exception outage)
        {
            if (Fault is null)
            {
                LogOutage(outage);
            }

            Fault ??= "The log cannot be written now.";
            return 0;
        }
    }

    private async Task GiveLeaseAsync()
    {
        using var patience = new CancellationTokenSource(LongestFarewell, _clock);
        try
        {
            await _store.GiveLeaseAsync(_owner, patience.Token);
        }
        catch (Exception outage) when (outage is not OutOfMemoryException)
        {
            // It runs out by itself.
        }
    }

    [LoggerMessage(LogLevel.Critical, "The log stands still: {Damage} Nothing is appended to it until that is settled (docs/trust.md).")]
    private partial void LogDamage(string damage);

    [LoggerMessage(LogLevel.Warning, "Leaves of the log could not be given their places, and are tried again.")]
    private partial void LogOutage(Exception outage);
}
