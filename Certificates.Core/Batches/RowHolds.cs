using Certificates.Core.Access;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Batches;

/// <summary>Complaints in the publicity period (公示期): a row is held back, and then let go or ended as rejected.</summary>
public sealed class RowHolds
{
    private static readonly Refusal NotHeld = new(RefusalCode.RowNotHeld);
    private readonly HoldStore _store;
    private readonly BatchStore _batches;
    private readonly DataCipher _identity;
    private readonly BatchSignals _signals;
    private readonly TimeProvider _clock;

    internal RowHolds(
        HoldStore store,
        BatchStore batches,
        [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
        BatchSignals signals,
        TimeProvider clock) =>
        (_store, _batches, _identity, _signals, _clock) = (store, batches, identity, signals, clock);

    /// <summary>Holds a pending row back; ask first whether the actor may see its batch.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="row">The row.</param>
    /// <param name="category">The code of the complaint's category, which was checked.</param>
    /// <param name="reason">In the actor's words.</param>
    /// <param name="actor">Who holds it back.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>Null when done, or <c>not_found</c>, <c>row_ended</c>, <c>row_held</c>, <c>not_in_publicity</c>, <c>reason_missing</c>,
    /// <c>reason_too_long</c>.</returns>
    public Task<Refusal?> HoldAsync(
        Guid batchId, long row, string category, string? reason, ApiKey actor, CancellationToken cancellationToken) => ChangeAsync(
            Change(batchId, row, actor, category, null), HoldAction.Held, reason, _store.HoldAsync, cancellationToken);

    /// <summary>Lets a held row go: it is issued when its batch is; ask first whether the actor may see its batch.</summary>
    /// <returns>Null when done, or <c>not_found</c>, <c>row_ended</c>, <c>row_not_held</c>, <c>reason_missing</c>,
    /// <c>reason_too_long</c>.</returns>
    public async Task<Refusal?> ReleaseAsync(Guid batchId, long row, string? reason, ApiKey actor, CancellationToken cancellationToken)
    {
        var refusal = await ChangeAsync(
            Change(batchId, row, actor, null, null), HoldAction.Released, reason, _store.ReleaseAsync, cancellationToken);
        _signals.Due.Set();
        return refusal;
    }

    /// <summary>Ends a held row as rejected with <c>complaint_upheld</c>; ask first whether the actor may see its batch.</summary>
    /// <returns>Null when done, or <c>not_found</c>, <c>row_ended</c>, <c>row_not_held</c>, <c>reason_missing</c>,
    /// <c>reason_too_long</c>.</returns>
    public Task<Refusal?> RejectAsync(
        Guid batchId, long row, string category, string? reason, ApiKey actor, CancellationToken cancellationToken)
    {
        var upheld = new Refusal(RefusalCode.ComplaintUpheld, null,
            $"A complaint in the publicity period was upheld ({category}); its particulars stand with the row.",
            $"公示期异议成立（{category}），详情见本行的记录。");
        return ChangeAsync(
            Change(batchId, row, actor, category, RowReasons.Write([upheld])), HoldAction.Rejected, reason, _store.RejectAsync,
                cancellationToken);
    }

    private HoldChange Change(Guid batchId, long row, ApiKey actor, string? category, string? reasons) =>
        new(batchId.ToString(), row, _clock.GetUtcNow(), actor.Id, category, reasons);

    private async Task<Refusal?> ChangeAsync(
        HoldChange change,
        HoldAction action,
        string? reason,
        Func<HoldChange, Func<HoldNotes, HoldNotes>, CancellationToken, Task<bool>> write,
        CancellationToken cancellationToken)
    {
        if (ReasonText.Fault(reason) is { } fault)
        {
            return fault;
        }

        var note = new HoldNote(action, change.At, change.KeyId, change.Category, reason!.Trim());
        return await write(change, notes => Add(change, notes, note), cancellationToken)
            ? null
            : await RefusalOfAsync(change, action, cancellationToken);
    }

    private HoldNotes Add(HoldChange change, HoldNotes notes, HoldNote note)
    {
        var place = Places.Hold(change.BatchId, change.Row);
        var before = notes.HoldCipher is { } cipher ? StoredHoldNotes.Read(_identity.Decrypt(cipher, notes.HoldKeyId!, place)) : [];
        return new HoldNotes
        {
            HoldCipher = _identity.Encrypt(StoredHoldNotes.Write([.. before, note]), place),
            HoldKeyId = _identity.KeyId
        };
    }

    private async Task<Refusal> RefusalOfAsync(HoldChange change, HoldAction action, CancellationToken cancellationToken)
    {
        var found = await _batches.RowsAsync(change.BatchId, outcome: null, isHeld: null, change.Row - 1, limit: 1, cancellationToken);
        return found.Count == 0 || found[0].Row != change.Row
            ? new Refusal(RefusalCode.NotFound, null, "The batch has no such row.", "本批次没有这一行。")
            : found[0].Outcome != RowOutcome.Pending ? new Refusal(RefusalCode.RowEnded)
            : action != HoldAction.Held ? NotHeld
            : found[0].HeldAt is not null ? new Refusal(RefusalCode.RowHeld)
            : new Refusal(RefusalCode.NotInPublicity);
    }
}
