using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Log.Witnesses;

/// <summary>
/// Asks witnesses to cosign what was signed of the log, so that nobody can be shown another one unseen. The process that numbers leaves
/// asks, all witnesses at once and the newest checkpoint alone; a witness that is away is left out, and neither the log nor issuing waits
/// for it. A checkpoint is published when they were asked, five seconds later at most.
/// </summary>
public sealed partial class LogWitnesses
{
    /// <summary>How long a witness may take.</summary>
    internal static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    /// <summary>After that it is asked anew for a log that does not grow, so that its word is never an old one.</summary>
    internal static readonly TimeSpan Renewal = TimeSpan.FromHours(1);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly Counter<long> Answers =
        Telemetry.Meter.CreateCounter<long>("certificates.log.witness.answers", "{answer}", "Answers of the log's witnesses.");

    private readonly IReadOnlyList<AskedWitness> _witnesses;
    private readonly WitnessClient _client;
    private readonly WitnessStore _store;
    private readonly LogReader _reader;
    private readonly LogSequencer _sequencer;
    private readonly TimeProvider _clock;
    private readonly ILogger<LogWitnesses> _log;
    private bool _isOut;

    internal LogWitnesses(
        WitnessOptions options, WitnessClient client, WitnessStore store, LogReader reader, LogSequencer sequencer, TimeProvider clock,
        ILogger<LogWitnesses> log)
    {
        _witnesses = [.. options.Witnesses.Select(address => new AskedWitness(Witness.Of(address)))];
        (_client, _store, _reader, _sequencer, _clock, _log) = (client, store, reader, sequencer, clock, log);
    }

    /// <summary>What is wrong, in sentences: at once where a witness contradicts the log, after ten minutes where one is away.</summary>
    public IReadOnlyList<string> Faults =>
        [.. _witnesses.Select(witness => witness.FaultAt(_clock.GetUtcNow())).OfType<string>()];

    /// <summary>Runs until told to stop; at once over where there are no witnesses.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (_witnesses.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            await TryCosignAsync(cancellationToken);
            await Task.Delay(Interval, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Asks those who did not cosign the newest checkpoint yet, or long ago, and publishes it.</summary>
    /// <returns>How many cosigned it now.</returns>
    public async Task<int> CosignAsync(CancellationToken cancellationToken)
    {
        // What cannot be appended to is not vouched for either.
        if (_sequencer.Fault is not null || await _reader.CheckpointAsync(cancellationToken) is not { } note
            || Checkpoint.Open(note) is not { } newest)
        {
            return 0;
        }

        var now = _clock.GetUtcNow();
        var cosigned = await _store.CosignedAsync(newest.Size, cancellationToken);
        var due = _witnesses.Where(asked => asked.IsDue(now)
            && !(cosigned.TryGetValue(asked.Witness.Id, out var at) && now - at < Renewal)).ToList();
        if ((due.Count == 0 && await _store.PublishedAsync(cancellationToken) >= newest.Size)
            || !await _sequencer.LeadAsync(cancellationToken))
        {
            return 0;
        }

        note = await _reader.WithLinesAsync(newest.Size, note, cancellationToken);
        var said = await Task.WhenAll(due.Select(asked => AskAsync(asked, newest, note, cancellationToken)));
        await _store.KeepAsync(newest.Size, [.. said.OfType<SignatureLine>()], cancellationToken);
        return said.OfType<SignatureLine>().Count();
    }

    private async Task<SignatureLine?> AskAsync(AskedWitness asked, Checkpoint newest, string note, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(asked.Witness, newest, note, cancellationToken);
        Answers.Add(1, Telemetry.Tag("outcome", CodeOf(answer.Outcome)));
        if (asked.Answered(answer, _clock.GetUtcNow()))
        {
            LogUncosigned(asked.Witness.Key.Name, answer.Fault);
        }

        return answer.Line is { } line ? new SignatureLine(newest.Size, line, answer.At) : null;
    }

    private async Task<WitnessAnswer> AnswerAsync(
        Witness witness, Checkpoint newest, string note, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestAnswer, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var former = Math.Min(newest.Size, await _store.LastAsync(witness, either.Token));
            var answer = await AddAsync(witness, former, newest.Size, note, either.Token);

            // A register that was put back, or is new here, does not know what was cosigned: the witness says it.
            return answer.KnownSize is not { } known ? answer
                : known > newest.Size ? WitnessAnswer.Failed(WitnessOutcome.Contradicts, Ahead(known, newest.Size))
                : known == former ? OtherTree(known)
                : await AgainAsync(witness, known, newest.Size, note, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return WitnessAnswer.Failed(WitnessOutcome.Away, Text($"did not answer within {LongestAnswer.TotalSeconds} seconds."));
        }
    }

    private async Task<WitnessAnswer> AgainAsync(
        Witness witness, long known, long size, string note, CancellationToken cancellationToken) =>
        await AddAsync(witness, known, size, note, cancellationToken) is var answer && answer.KnownSize is not { } other ? answer
            : other == known ? OtherTree(known)
            : WitnessAnswer.Failed(WitnessOutcome.Refused, "is asked by somebody else at the same time.");

    private async Task<WitnessAnswer> AddAsync(
        Witness witness, long former, long size, string note, CancellationToken cancellationToken) => await _client.AddAsync(
            witness, former, await _reader.RootsAsync([.. Tree.LeafRange.ConsistencyProof(former, size)], cancellationToken), note,
            cancellationToken);

    private async Task TryCosignAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CosignAsync(cancellationToken);
            _isOut = false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It is told to stop.
        }
        catch (Exception outage)
        {
            if (!_isOut)
            {
                LogOutage(outage);
            }

            _isOut = true;
        }
    }

    private static WitnessAnswer OtherTree(long size) => WitnessAnswer.Failed(
        WitnessOutcome.Contradicts, Text($"cosigned another tree of {size} leaves: there are two logs by this name."));

    private static string Ahead(long known, long size) => Text(
        $"cosigned {known} leaves, and this log has {size}: the register is an older copy, or the log's key signs another log elsewhere.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string CodeOf(WitnessOutcome outcome) => outcome switch
    {
        WitnessOutcome.Cosigned => "cosigned",
        WitnessOutcome.Conflict => "conflict",
        WitnessOutcome.Away => "away",
        WitnessOutcome.Refused => "refused",
        WitnessOutcome.Invalid => "invalid",
        WitnessOutcome.Contradicts => "contradicts",
    };

    [LoggerMessage(LogLevel.Warning, "The witness {Witness} {Fault} It is asked again; the log goes on without it.")]
    private partial void LogUncosigned(string witness, string? fault);

    [LoggerMessage(LogLevel.Warning, "The witnesses of the log could not be asked, and will be again.")]
    private partial void LogOutage(Exception outage);
}
