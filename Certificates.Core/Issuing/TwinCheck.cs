using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Issuing;

/// <summary>
/// Sorts prepared rows by what the register knows of their holders, in the order of the file: of two that are alike the first
/// is issued and the second waits until that one has ended.
/// </summary>
internal static class TwinCheck
{
    /// <summary>What became of the rows.</summary>
    /// <param name="Clear">May be numbered.</param>
    /// <param name="Deferred">Their twin is reserved and not yet in force.</param>
    /// <param name="Ended">Refused, or duplicates.</param>
    internal sealed record Sorted(
        IReadOnlyList<ClearRow> Clear, IReadOnlyList<(string BatchId, long Row)> Deferred, IReadOnlyList<EndedRow> Ended);

    public static async Task<Sorted> SortAsync(
        WriteTransaction write, IReadOnlyList<PreparedRow> rows, HolderKeys holderKeys, CancellationToken cancellationToken)
    {
        var (clear, deferred, ended) = (new List<ClearRow>(), new List<(string, long)>(), new List<EndedRow>());
        var candidates = new List<ClearRow>();
        foreach (var row in rows)
        {
            if (row.Outcome.TryGet(out var prepared, out var refusal))
            {
                candidates.Add(new ClearRow(row, prepared, holderKeys.Of(prepared.Draft.Holder.Document)));
            }
            else
            {
                ended.Add(new EndedRow(row.Row.BatchId, row.Row.Row, RowOutcome.Rejected, RowReasons.Write([refusal])));
            }
        }

        var named = await NumberReader.FindAsync(write, candidates.SelectMany(Numbers), cancellationToken);
        var live = await LiveAsync(write, candidates, cancellationToken);
        var entered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in candidates)
        {
            var draft = row.Prepared.Draft;
            var key = HeldGrade.Of(row.HolderKey, draft);
            var isFree = !live.TryGetValue(key, out var twin);
            var restsOn = draft.RestsOn is { } number ? named.GetValueOrDefault(number.Value) : null;
            if (Fault(row, restsOn, named, twin) is { } fault)
            {
                ended.Add(Ended(row, RowOutcome.Rejected, fault));
            }
            else if (isFree && (draft.Earlier is null || entered.Add(draft.Earlier.Number.Value)))
            {
                live.Add(key, null);
                clear.Add(row with { RestsOnCertificateId = restsOn?.Id });
            }
            else if (twin is null or { Status: (long)CertificateStatus.Reserved })
            {
                deferred.Add((row.Row.Row.BatchId, row.Row.Row.Row));
            }
            else
            {
                ended.Add(Ended(row, RowOutcome.Duplicate, DuplicateRefusal.Of(twin, row.Row.Batch.InstitutionId)));
            }
        }

        return new Sorted(clear, deferred, ended);
    }

    private static IEnumerable<string> Numbers(ClearRow row) =>
        new[] { row.Prepared.Draft.RestsOn, row.Prepared.Draft.Earlier?.Number }.OfType<CertificateNumber>().Select(number => number.Value);

    private static Refusal? Fault(
        ClearRow row, NumberedCertificate? restsOn, IReadOnlyDictionary<string, NumberedCertificate> named, LiveCertificate? twin)
    {
        var draft = row.Prepared.Draft;
        var taken = draft.Earlier is { } earlier ? named.GetValueOrDefault(earlier.Number.Value) : null;
        return draft.RestsOn is null
            ? NumberCheck.Fault(draft.Earlier, taken, twin)
            : RestsOnCheck.Fault(restsOn, row.HolderKey, draft.Holder, draft.Occupation, draft.Grade);
    }

    private static EndedRow Ended(ClearRow row, RowOutcome outcome, Refusal reason) =>
        new(row.Row.Row.BatchId, row.Row.Row.Row, outcome, RowReasons.Write([reason]));

    private static async Task<Dictionary<HeldGrade, LiveCertificate?>> LiveAsync(
        WriteTransaction write, IReadOnlyList<ClearRow> rows, CancellationToken cancellationToken)
    {
        var live = new Dictionary<HeldGrade, LiveCertificate?>();
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
