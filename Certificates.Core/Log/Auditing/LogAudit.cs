using System.Globalization;
using Certificates.Core.Log.Tree;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Log.Auditing;

/// <summary>
/// Audits a log from outside, by what it serves and verifier keys alone: the signature, what witnesses said, every leaf against the tree,
/// the tree against the checkpoint, and both against what was seen at the audit before. Its memory does not grow with the log.
/// </summary>
public sealed class LogAudit
{
    /// <summary>The largest answer of a log, a bundle of the longest entries, in bytes: whoever fetches takes no larger one.</summary>
    public const int LargestAnswer = TileId.Width * (EntryBundle.LongestEntry + sizeof(ushort));

    private readonly LogSource _source;
    private readonly AuditKeys _keys;
    private readonly TimeProvider _clock;

    /// <summary>An audit of the log at a prefix.</summary>
    /// <param name="http">Fetches what it serves.</param>
    /// <param name="prefix">Its address, such as <c>https://verify.example.cn/log</c>.</param>
    /// <param name="keys">Who must have signed it.</param>
    /// <param name="clock">Waits when the site asks to, and tells how old a witness's word is.</param>
    public LogAudit(HttpClient http, Uri prefix, AuditKeys keys, TimeProvider clock) =>
        (_source, _keys, _clock) = (new LogSource(http, prefix, clock), keys, clock);

    /// <summary>Looks at the log.</summary>
    /// <param name="seen">What the audit before saw; null is none.</param>
    /// <param name="all">True to read every leaf again, false to go on behind what was seen.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HttpRequestException">The site cannot be reached.</exception>
    public async Task<AuditResult> RunAsync(SeenLog? seen, bool all, CancellationToken cancellationToken)
    {
        if (await _source.CheckpointAsync(cancellationToken) is not { } text)
        {
            return AuditResult.Of(seen is null ? "The log has no checkpoint yet." : "The log has no checkpoint any more.");
        }

        if (!SignedNote.TryParse(text, out var note) || !Checkpoint.TryParse(note.Text, out var now) || !_keys.Believe(note))
        {
            return AuditResult.Of($"The checkpoint is not signed by {_keys.Name}: whoever serves it has not the log's key.");
        }

        if (now.Origin != _keys.Name)
        {
            return AuditResult.Of($"The checkpoint is of the log {now.Origin}, and the key is {_keys.Name}'s.");
        }

        return Contradiction(seen, now) is { } contradiction ? AuditResult.Of(contradiction)
            : _keys.Unwitnessed(note, _clock.GetUtcNow()) is { Count: > 0 } unwitnessed ? AuditResult.Of(unwitnessed)
            : await ReadAsync(seen, now, text, all, cancellationToken);
    }

    /// <summary>What the checkpoint says otherwise than the one seen before, where that shows without a leaf.</summary>
    private static string? Contradiction(SeenLog? seen, Checkpoint now)
    {
        if (seen?.Checkpoint is not { } last)
        {
            return null;
        }

        return last.Origin != now.Origin
                ? $"The checkpoint is of the log {now.Origin}, and what was seen before is of {last.Origin}."
            : last.Size > now.Size
                ? string.Create(CultureInfo.InvariantCulture,
                    $"The log went back: {last.Size} leaves were seen signed, and it has {now.Size} now. ")
                + "The register was put back to an older copy, or leaves were taken out."
            : last.Size == now.Size && !last.Root.AsSpan().SequenceEqual(now.Root)
                ? string.Create(CultureInfo.InvariantCulture,
                    $"The log was rewritten: with {last.Size} leaves it has another root than the one that was seen signed.")
            : null;
    }

    private async Task<AuditResult> ReadAsync(
        SeenLog? seen, Checkpoint now, string text, bool all, CancellationToken cancellationToken)
    {
        var edge = seen is null || all ? new TreeEdge() : await seen.EdgeAsync();
        var (findings, from) = (new LeafFindings(), edge.Size);
        var last = seen?.Checkpoint;
        while (edge.Size < now.Size)
        {
            await AppendAsync(edge, edge.Size < last?.Size ? last.Size : now.Size, now.Size, findings, cancellationToken);
            if (edge.Size == last?.Size)
            {
                findings.Seen(last, edge);
            }
        }

        if (!edge.Root().AsSpan().SequenceEqual(now.Root))
        {
            findings.OtherRoot(from, now);
        }

        return new AuditResult(findings.All, now.Size, now.Size - from, findings.IsEmpty ? SeenLog.Of(text, edge) : null);
    }

    /// <summary>Reads on to the end of a bundle, or to a size before it.</summary>
    private async Task AppendAsync(
        TreeEdge edge, long until, long size, LeafFindings findings, CancellationToken cancellationToken)
    {
        var (bundle, start) = (edge.Size / TileId.Width, edge.Size);
        var width = (int)Math.Min(TileId.Width, size - (bundle * TileId.Width));
        var served = await _source.LeavesAsync(bundle, width, cancellationToken);
        if (served.Fault is { } fault)
        {
            findings.Unserved(bundle * TileId.Width, width, fault);
        }

        var end = Math.Min(until, (bundle * TileId.Width) + width);
        for (var index = start; index < end; index++)
        {
            var at = (int)(index - (bundle * TileId.Width));
            edge.Append(served.HashOf(at), static _ => { });
            findings.Compare(index, served, at);
        }
    }
}
