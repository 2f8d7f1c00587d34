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
    public static CertificateNumber NumberOf(ChangeRequestRecord record) => CertificateNumber.TryParse(record.Target, out var number, out _)
        ? number
        : throw new InvalidOperationException($"Change request {record.Id} is not as it was written.");
}
