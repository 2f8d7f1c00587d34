using System.Globalization;
using System.Runtime.CompilerServices;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Batches;

/// <summary>Batches as institutions see them: looked at, watched.</summary>
public sealed class InstitutionBatches
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(400);
    private readonly BatchStore _store;
    private readonly DataCipher _identity;
    private readonly ClaimCodes _claimCodes;
    private readonly BatchSignals _signals;
    private readonly BatchWatches _watches;

    internal InstitutionBatches(
        BatchStore store,
        [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
        ClaimCodes claimCodes,
        BatchSignals signals,
        BatchWatches watches) =>
        (_store, _identity, _claimCodes, _signals, _watches) = (store, identity, claimCodes, signals, watches);

    /// <summary>A batch; null when there is none, or it is another institution's.</summary>
    public async Task<BatchSummary?> FindAsync(Guid id, ApiKey reader, CancellationToken cancellationToken) =>
        await _store.FindAsync(id.ToString(), reader.InstitutionId, cancellationToken) is { } batch
            ? await SummaryAsync(batch, cancellationToken)
            : null;

    /// <summary>Batches the reader may see, newest first; those of one status, or all.</summary>
    public async Task<Page<BatchSummary>> ListAsync(
        ApiKey reader, BatchStatus? status, string? after, int limit, CancellationToken cancellationToken)
    {
        var records = await _store.ListAsync(reader.InstitutionId, status, after, limit, cancellationToken);
        var items = new List<BatchSummary>(records.Count);
        foreach (var record in records)
        {
            items.Add(await SummaryAsync(record, cancellationToken));
        }

        return new Page<BatchSummary>(items, records.Count == limit ? records[^1].Id : null);
    }

    /// <summary>Rows of a batch in the order of the file; ask <see cref="FindAsync"/> first whether the reader may see it.</summary>
    public Task<Page<BatchRow>> RowsAsync(
        Guid id, RowOutcome? outcome, string? after, int limit, CancellationToken cancellationToken) =>
        RowsAsync(id, outcome, isHeld: null, after, limit, cancellationToken);

    /// <summary>The same of rows that a complaint holds back, or of those that none does.</summary>
    public async Task<Page<BatchRow>> RowsAsync(
        Guid id, RowOutcome? outcome, bool? isHeld, string? after, int limit, CancellationToken cancellationToken)
    {
        var behind = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;
        var records = await _store.RowsAsync(id.ToString(), outcome, isHeld, behind, limit, cancellationToken);
        var next = records.Count == limit ? records[^1].Row.ToString(CultureInfo.InvariantCulture) : null;
        return new Page<BatchRow>([.. records.Select(Row)], next);
    }

    /// <summary>The row that a certificate was issued for; null where there is none, or the reader may not see it.</summary>
    public async Task<IssuedRow?> RowOfAsync(long certificateId, ApiKey reader, CancellationToken cancellationToken) =>
        await _store.PlacesAsync(certificateId, cancellationToken) is [var place]
        && await _store.FindAsync(place.BatchId, reader.InstitutionId, cancellationToken) is { } batch
        && await _store.RowsAsync(batch.Id, outcome: null, isHeld: null, place.Row - 1, limit: 1, cancellationToken) is [var row]
            ? new IssuedRow(Guid.Parse(batch.Id), batch.FileName, ResultsForm.Of(batch.Kind, batch.Origin), Row(row))
            : null;

    /// <summary>A batch as its counts change, beginning with how it stands; ends behind the first summary with nothing pending.</summary>
    public IAsyncEnumerable<BatchSummary> WatchAsync(Guid id, CancellationToken cancellationToken) =>
        _watches.OfAsync(id, token => LookAsync(id, token), cancellationToken);

    private async IAsyncEnumerable<BatchSummary> LookAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BatchCounts? told = null;
        var changed = _signals.Changed.Next;
        while (await _store.FindAsync(id.ToString(), institutionId: null, cancellationToken) is { } batch)
        {
            var summary = await SummaryAsync(batch, cancellationToken);
            if (summary.Counts != told)
            {
                told = summary.Counts;
                yield return summary;
            }

            if (summary.Status is BatchStatus.Done or BatchStatus.Declined)
            {
                yield break;
            }

            await _signals.Changed.WaitAsync(changed, WatchInterval, cancellationToken);
            changed = _signals.Changed.Next;
        }
    }

    private async Task<BatchSummary> SummaryAsync(BatchRecord batch, CancellationToken cancellationToken) =>
        BatchSummary.Of(batch, await _store.CountsAsync(batch, cancellationToken), _identity);

    private BatchRow Row(BatchRowRecord row)
    {
        var sent = SentRow.FromUtf8Json(
            _identity.Decrypt(row.SentCipher, row.KeyId, Places.Sent(row.BatchId, row.Row)));

        // An earlier certificate has no code until one is made for it.
        var claimCode = CertificateNumber.TryParse(row.CertificateNumber, out var number, out _) && row.ClaimGeneration > 0
            ? _claimCodes.Code(number, (int)row.ClaimGeneration!.Value).Grouped
            : null;
        return new BatchRow(sent, row.Outcome, RowReasons.Read(row.Reasons), number?.Value, claimCode) { Hold = Hold(row) };
    }

    private RowHold? Hold(BatchRowRecord row) => row.HoldCipher is { } cipher
        ? new RowHold(
            row.HeldAt is not null && row.Outcome == RowOutcome.Pending,
            StoredHoldNotes.Read(_identity.Decrypt(cipher, row.HoldKeyId!, Places.Hold(row.BatchId, row.Row))))
        : null;
}
