using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Core.Catalogue;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Batches;

/// <summary>
/// Two pairs of eyes over a batch: an approver's key decides what another key of the institution sent. Over certificates issued before
/// this system the authority decides.
/// </summary>
public sealed class BatchDecisions
{
    private static readonly Refusal Declined = new(
        RefusalCode.BatchDeclined, null, "The batch was declined by an approver of the institution; the reason stands with the batch.");

    private readonly DecisionStore _store;
    private readonly InstitutionBatches _batches;
    private readonly CatalogueReader _catalogue;
    private readonly PersonStore _people;
    private readonly DataCipher _identity;
    private readonly BatchSignals _signals;
    private readonly TimeProvider _clock;

    internal BatchDecisions(
        DecisionStore store,
        InstitutionBatches batches,
        CatalogueReader catalogue,
        PersonStore people,
        [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
        BatchSignals signals,
        TimeProvider clock) =>
        (_store, _batches, _catalogue, _people, _identity, _signals, _clock) =
        (store, batches, catalogue, people, identity, signals, clock);

    /// <summary>
    /// Lets a batch be issued, after its publicity period if the institution has one; ask first whether the approver may see it.
    /// </summary>
    /// <returns>The batch, or <c>role_not_allowed</c>, <c>own_batch</c>, <c>same_person</c>, <c>account_maker</c>, <c>batch_decided</c>,
    /// <c>no_approval_needed</c>.</returns>
    public async Task<Result<BatchSummary>> ApproveAsync(Guid id, ApiKey approver, CancellationToken cancellationToken)
    {
        if (!(await DecidableAsync(id, approver, cancellationToken)).TryGet(out var batch, out var refusals))
        {
            return refusals;
        }

        var now = _clock.GetUtcNow();
        var decision = new NewDecision(
            id.ToString(), BatchStatus.Issuing, await PublicUntilAsync(batch, now, cancellationToken), approver.Id, now, null, null);
        var decided = await DecideAsync(id, approver, decision, rowReasons: null, cancellationToken);
        _signals.Due.Set();
        return decided;
    }

    /// <summary>Declines a batch: nothing of it is issued, and it stays readable; ask first whether the approver may see it.</summary>
    /// <returns>The batch, or <c>reason_missing</c>, <c>reason_too_long</c>, <c>role_not_allowed</c>, <c>own_batch</c>,
    /// <c>same_person</c>, <c>batch_decided</c>, <c>no_approval_needed</c>.</returns>
    public async Task<Result<BatchSummary>> DeclineAsync(Guid id, ApiKey approver, string? reason, CancellationToken cancellationToken)
    {
        if (ReasonText.Fault(reason) is { } fault)
        {
            return fault;
        }

        if (!(await DecidableAsync(id, approver, cancellationToken)).TryGet(out _, out var refusals))
        {
            return refusals;
        }

        var cipher = _identity.Encrypt(Encoding.UTF8.GetBytes(reason!.Trim()), Places.Decision(id.ToString()));
        var decision = new NewDecision(
            id.ToString(), BatchStatus.Declined, null, approver.Id, _clock.GetUtcNow(), cipher, _identity.KeyId);
        return await DecideAsync(id, approver, decision, RowReasons.Write([Declined]), cancellationToken);
    }

    private async Task<Result<BatchSummary>> DecidableAsync(Guid id, ApiKey approver, CancellationToken cancellationToken)
    {
        var batch = await FindAsync(id, approver, cancellationToken);
        var isForAuthority = batch.Origin == CertificateOrigin.Imported;
        var sender = await _store.SenderAsync(id, cancellationToken);
        if (await _people.HasMadeAsync(approver.Id, sender, _clock.GetUtcNow() - AccountRules.Apart, cancellationToken))
        {
            return new Refusal(RefusalCode.AccountMaker);
        }

        return isForAuthority == (approver.Role == ApiKeyRole.Authority) ? batch : new Refusal(
            RefusalCode.RoleNotAllowed,
            null,
            isForAuthority
                ? "The authority decides over certificates issued before this system."
                : "An approver of the institution decides over its results.",
            isForAuthority ? "本系统启用前签发的证书由主管部门审批。" : "机构的成绩由本机构的审批人审批。");
    }

    /// <summary>What was issued before has been public since; only results have a publicity period.</summary>
    private async Task<DateTimeOffset?> PublicUntilAsync(BatchSummary batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lists = await _catalogue.ReadAsync(cancellationToken);
        var days = lists.FindInstitution(batch.InstitutionCode, ChinaTime.DayOf(now))?.PublicityDays ?? 0;
        return batch.Origin == CertificateOrigin.Imported ? null : PublicityPeriod.EndOf(now, days);
    }

    private async Task<BatchSummary> FindAsync(Guid id, ApiKey approver, CancellationToken cancellationToken) =>
        await _batches.FindAsync(id, approver, cancellationToken)
        ?? throw new ArgumentException("The approver may not see this batch.", nameof(id));

    private async Task<Result<BatchSummary>> DecideAsync(
        Guid id, ApiKey approver, NewDecision decision, string? rowReasons, CancellationToken cancellationToken)
    {
        var isDecided = await _store.DecideAsync(decision, rowReasons, cancellationToken);
        var batch = await FindAsync(id, approver, cancellationToken);
        return isDecided ? batch : RefusalOf(batch, await _store.SenderAsync(id, cancellationToken) == approver.Id);
    }

    private static Refusal RefusalOf(BatchSummary batch, bool isSender) => batch switch
    {
        { Status: BatchStatus.AwaitingApproval } => new(isSender ? RefusalCode.OwnBatch : RefusalCode.SamePerson),
        { Decision: not null } => new(RefusalCode.BatchDecided),
        _ => new(RefusalCode.NoApprovalNeeded),
    };
}
