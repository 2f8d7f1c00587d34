using Certificates.Core.Batches;
using Certificates.Core.Coding;
using Certificates.Core.Register;

namespace Certificates.Core.Lifecycle;

/// <summary>Finds the certificates a change is for, as far as whoever asks may see them.</summary>
internal sealed class ChangeTargets(LifecycleStore store, BatchStore batches)
{
    /// <summary>Their ids, each once.</summary>
    /// <param name="target">One, a batch, or a list.</param>
    /// <param name="institutionId">The institution that asks; null may see all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The ids; <c>not_found</c>, for a list naming the first place that is not there, and then nothing is changed.</returns>
    public async Task<Result<IReadOnlyList<long>>> FindAsync(
        ChangeTarget target, long? institutionId, CancellationToken cancellationToken)
    {
        if (target.BatchId is { } batchId)
        {
            return await batches.FindAsync(batchId.ToString(), institutionId, cancellationToken) is null
                ? ChangeRefusals.NotFound
                : (await store.IdsOfBatchAsync(batchId.ToString(), cancellationToken)).ToList();
        }

        var found = new Dictionary<string, Standing>(StringComparer.Ordinal);
        foreach (var chunk in target.Numbers.Select(number => number.Value).Distinct(StringComparer.Ordinal).Chunk(LifecycleStore.AtOnce))
        {
            foreach (var standing in await store.ByNumbersAsync(chunk, cancellationToken))
            {
                found.Add(standing.Number, standing);
            }
        }

        for (var i = 0; i < target.Numbers.Count; i++)
        {
            if (!found.TryGetValue(target.Numbers[i].Value, out var standing)
                || (institutionId is { } own && standing.InstitutionId != own))
            {
                return target.IsList
                    ? new Refusal(
                        RefusalCode.NotFound,
                        ChangeTarget.Place(i),
                        $"{ChangeTarget.Place(i)} is no certificate that this key may see: nothing was changed.",
                        $"{ChangeTarget.Place(i)} 不是该密钥可以查看的证书，未作任何变更。")
                    : ChangeRefusals.NotFound;
            }
        }

        return found.Values.Select(standing => standing.Id).ToList();
    }

    /// <summary>The same certificates as a target for each institution: what waits for a decision is of one.</summary>
    public async Task<IReadOnlyList<(long InstitutionId, ChangeTarget Target, IReadOnlyList<long> Ids)>> ByInstitutionAsync(
        ChangeTarget target, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var standings = new List<Standing>(ids.Count);
        foreach (var chunk in ids.Chunk(LifecycleStore.AtOnce))
        {
            standings.AddRange(await store.StandingsAsync(chunk, cancellationToken));
        }

        return
        [
            .. standings.GroupBy(standing => standing.InstitutionId).Select(own => (
                own.Key,
                target.BatchId is null ? ChangeTarget.OfRecord([.. own.Select(standing => standing.Number)]) : target,
                (IReadOnlyList<long>)[.. own.Select(standing => standing.Id)])),
        ];
    }

    /// <summary>The target a request was stored with.</summary>
    public static ChangeTarget Of(ChangeRequestRecord record, ChangePayload payload)
    {
        if (Guid.TryParse(record.Target, out var batchId))
        {
            return ChangeTarget.OfBatch(batchId);
        }

        IReadOnlyList<string> stored = payload.Numbers ?? [record.Target];
        return ChangeTarget.ReadList(stored).TryGet(out var list, out _)
            ? payload.Numbers is null ? ChangeTarget.Of(list.Numbers[0]) : list
            : throw new InvalidOperationException($"Change request {record.Id} is not as it was written.");
    }

    /// <summary>The one number of a request for one certificate.</summary>
    public static CertificateNumber NumberOf(ChangeRequestRecord record) => CertificateNumber.OfRecord(record.Target);
}

/// <summary>Which certificates a change is for: one, all of a batch, or a list.</summary>
public sealed record ChangeTarget
{
    /// <summary>Most numbers of a list.</summary>
    public const int LongestList = 10_000;

    private ChangeTarget(Guid? batchId, IReadOnlyList<CertificateNumber> numbers, bool isList) =>
        (BatchId, Numbers, IsList) = (batchId, numbers, isList);

    /// <summary>The batch; null when it is none.</summary>
    public Guid? BatchId { get; }

    /// <summary>The numbers; empty for a batch.</summary>
    public IReadOnlyList<CertificateNumber> Numbers { get; }

    /// <summary>True for a list, also of one number.</summary>
    public bool IsList { get; }

    /// <summary>How the register names it: the number, the batch's id, or nothing for a list.</summary>
    internal string Key => BatchId?.ToString() ?? (IsList ? "" : Numbers[0].Value);

    /// <summary>One certificate.</summary>
    public static ChangeTarget Of(CertificateNumber number) => new(null, [number], isList: false);

    /// <summary>Certificates on record.</summary>
    internal static ChangeTarget OfRecord(IReadOnlyList<string> numbers) =>
        new(null, [.. numbers.Select(CertificateNumber.OfRecord)], isList: true);

    /// <summary>Every certificate issued out of a batch.</summary>
    public static ChangeTarget OfBatch(Guid batchId) => new(batchId, [], isList: false);

    /// <summary>A list as sent; a number that stands in it twice counts once.</summary>
    /// <param name="numbers">1–10,000 numbers as people write them.</param>
    /// <returns>
    /// The list; or <c>numbers_missing</c>, <c>too_many_numbers</c>, or <c>number_mistyped</c> for each that is none, by its place:
    /// <c>numbers[3]</c>.
    /// </returns>
    public static Result<ChangeTarget> ReadList(IReadOnlyList<string?>? numbers)
    {
        if (numbers is not { Count: > 0 and <= LongestList })
        {
            return numbers is not { Count: > 0 }
                ? new Refusal(RefusalCode.NumbersMissing, "numbers")
                : new Refusal(RefusalCode.TooManyNumbers, "numbers",
                    $"A list has at most {LongestList} numbers: send several.",
                    $"一个列表最多 {LongestList} 个编号，请分次提交。");
        }

        var (read, wrong) = (new List<CertificateNumber>(numbers.Count), new List<Refusal>());
        for (var i = 0; i < numbers.Count; i++)
        {
            if (CertificateNumber.TryParse(numbers[i], out var number, out var refusal))
            {
                read.Add(number);
            }
            else
            {
                wrong.Add(refusal with { Field = Place(i) });
            }
        }

        return Refusals.Of(wrong) is { } faults ? faults : new ChangeTarget(null, read, isList: true);
    }

    /// <summary>A place in the list as faults name it, from 0.</summary>
    internal static string Place(int index) => $"numbers[{index}]";
}
