using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Log.Tree;
using Certificates.Core.Register;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Verifying.Logged;

/// <summary>Proves by the log what a verdict says; on request alone, for it takes some ten reads.</summary>
public sealed class LogProofs
{
    private readonly LogReader _log;
    private readonly Database _database;
    private readonly RegisterReading _register;

    internal LogProofs(LogReader log, Database database, RegisterReading register) =>
        (_log, _database, _register) = (log, database, register);

    /// <summary>A verdict with its proof, where it shows a certificate whose last event is in the tree already.</summary>
    public async Task<Verdict> ProveAsync(Verdict verdict, CancellationToken cancellationToken)
    {
        if (verdict.Certificate is not { } certificate)
        {
            return verdict;
        }

        var read = await _register.TryAsync(async token => new Found(await FindAsync(certificate.Number, token)), cancellationToken);
        return verdict with { Log = read.Value?.Proof };
    }

    /// <summary>The same of an answer: of its one verdict, or of each.</summary>
    public async Task<Answer> ProveAsync(Answer answer, CancellationToken cancellationToken)
    {
        if (answer.Single is { } single)
        {
            return answer with { Single = await ProveAsync(single, cancellationToken) };
        }

        var items = new List<Verdict>(answer.Items.Count);
        foreach (var item in answer.Items)
        {
            items.Add(await ProveAsync(item, cancellationToken));
        }

        return answer with { Items = items };
    }

    private async Task<LogProof?> FindAsync(string number, CancellationToken cancellationToken)
    {
        if (await _log.PublishedAsync(cancellationToken) is not { } text || !SignedNote.TryParse(text, out var note)
            || !Checkpoint.TryParse(note.Text, out var checkpoint)
            || await _log.NewestLeafAsync(number, cancellationToken) is not { LeafIndex: { } index } leaf || index >= checkpoint.Size
            || await LoggedFacts.FindAsync(_database, leaf.CertificateId, cancellationToken) is not { } facts)
        {
            return null;
        }

        var record = facts.Record(leaf.Salt, leaf.EventHash);
        if (leaf.Data.AsSpan().IndexOf(PublishedLeaf.Salted(leaf.Salt, record)) < 0)
        {
            // The row is not what was logged of it: there is nothing to prove.
            return null;
        }

        var hashes = await _log.RootsAsync([.. LeafRange.InclusionProof(index, checkpoint.Size)], cancellationToken);
        return new LogProof(index, checkpoint.Size, leaf.Data, leaf.Salt, record, hashes, text);
    }

    private sealed record Found(LogProof? Proof);
}
