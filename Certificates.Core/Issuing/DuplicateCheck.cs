using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;

namespace Certificates.Core.Issuing;

/// <summary>
/// Sorts prepared rows by what the register knows of their holders, in the order of the file: of two that are alike the first
/// is issued and the second waits until that one has ended.
/// </summary>
internal static class DuplicateCheck
{
    /// <summary>What became of the rows.</summary>
    /// <param name="Clear">May be numbered.</param>
    /// <param name="Deferred">Their twin is reserved and not yet in force.</param>
    /// <param name="Ended">Refused, or duplicates.</param>
    internal sealed record Sorted(
        IReadOnlyList<ClearRow> Clear, IReadOnlyList<RowId> Deferred, IReadOnlyList<EndedRow> Ended);

    public static async Task<Sorted> SortAsync(
        WriteTransaction write, IReadOnlyList<PreparedRow> rows, HolderKeys holderKeys, CancellationToken cancellationToken)
    {
        var (clear, deferred, ended) = (new List<ClearRow>(), new List<RowId>(), new List<EndedRow>());
        var candidates = Candidates(rows, holderKeys, ended);
        var named = await NumberReader.FindAsync(write, candidates.SelectMany(Numbers), cancellationToken);
        var training = await TrainingAsync(write, candidates, cancellationToken);
        var live = await LiveAsync(write, candidates, cancellationToken);
        var entered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in candidates)
        {
            var draft = row.Certificate.Draft;
            var key = HeldGrade.Of(row.HolderKey, draft);
            var isFree = !live.TryGetValue(key, out var twin);
            var restsOn = training.Find(draft.RestsOn, row.HolderKey, draft.Holder, draft.Occupation, draft.Grade);
            var earlier = draft.Earlier?.NumberAmong(named, row.Prepared.Batch.InstitutionId);
            var refusal = draft.RestsOn is null ? NumberCheck.Fault(earlier, named, twin) : restsOn is null ? NamedTraining.Fault : null;
            if (refusal is { } fault)
            {
                ended.Add(Ended(row, RowOutcome.Rejected, fault));
            }
            else if (isFree && (earlier is null || entered.Add(earlier.Value)))
            {
                live.Add(key, null);
                clear.Add(row with { RestsOnCertificateId = restsOn?.Id, EarlierNumber = earlier });
            }
            else if (twin is null or { Status: CertificateStatus.Reserved })
            {
                deferred.Add(row.Id);
            }
            else
            {
                ended.Add(Ended(row, RowOutcome.Duplicate, DuplicateRefusal.Of(twin, row.Prepared.Batch.InstitutionId)));
            }
        }

        return new Sorted(clear, deferred, ended);
    }

    private static List<ClearRow> Candidates(IReadOnlyList<PreparedRow> rows, HolderKeys holderKeys, List<EndedRow> ended)
    {
        var candidates = new List<ClearRow>(rows.Count);
        foreach (var row in rows)
        {
            if (row.Outcome.TryGet(out var prepared, out var refusals))
            {
                candidates.Add(new ClearRow(row, prepared, holderKeys.Of(prepared.Draft.Holder.Document)));
            }
            else
            {
                ended.Add(new EndedRow(row.Source.Id, RowOutcome.Rejected, RowReasons.Write(refusals)));
            }
        }

        return candidates;
    }

    private static IEnumerable<string> Numbers(ClearRow row) =>
        row.Certificate.Draft.Earlier?.Known(row.Prepared.Batch.InstitutionId) ?? [];

    private static async Task<NamedTraining> TrainingAsync(
        WriteTransaction write, IEnumerable<ClearRow> rows, CancellationToken cancellationToken) => new(await NumberReader.TrainingAsync(
            write, rows.Select(row => row.Certificate.Draft.RestsOn).OfType<TrainingNumber>(), cancellationToken));

    private static EndedRow Ended(ClearRow row, RowOutcome outcome, Refusal reason) =>
        new(row.Id, outcome, RowReasons.Write([reason]));

    private static async Task<Dictionary<HeldGrade, Standing?>> LiveAsync(
        WriteTransaction write, IReadOnlyList<ClearRow> rows, CancellationToken cancellationToken)
    {
        var live = new Dictionary<HeldGrade, Standing?>();
        foreach (var keys in rows.Select(r => r.HolderKey).Chunk(500))
        {
            foreach (var certificate in await CertificateReader.LiveAsync(write, keys, cancellationToken))
            {
                live[HeldGrade.Of(certificate)] = certificate;
            }
        }

        return live;
    }
}

/// <summary>A prepared row whose holder has no live certificate of that kind.</summary>
/// <param name="Prepared">The row.</param>
/// <param name="Certificate">Its certificate, to be redeemed once.</param>
/// <param name="HolderKey">What its holder is found by.</param>
internal sealed record ClearRow(PreparedRow Prepared, PreparedCertificate Certificate, byte[] HolderKey)
{
    /// <summary>The training certificate it rests on.</summary>
    public long? RestsOnCertificateId { get; init; }

    /// <summary>What the register will know it by, of a certificate issued before this system.</summary>
    public CertificateNumber? EarlierNumber { get; init; }

    public RowId Id => Prepared.Source.Id;

    /// <summary>True for a certificate issued before this system: it has its number, and nothing of it is signed here.</summary>
    public bool IsEarlier => Certificate.Draft.Earlier is not null;
}
