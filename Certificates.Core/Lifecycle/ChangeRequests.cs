using System.Globalization;
using Certificates.Core.Access;
using Certificates.Core.Access.People;

namespace Certificates.Core.Lifecycle;

/// <summary>
/// Change requests: an institution sees its own, authority and auditor all; another person than the one that asked decides.
/// </summary>
public sealed class ChangeRequests
{
    private readonly ChangeRequestStore _store;
    private readonly RequestRecords _records;
    private readonly ChangeTargets _targets;
    private readonly StatusChanges _status;
    private readonly CorrectionPreparation _preparation;
    private readonly Corrections _corrections;
    private readonly LifecycleStore _lifecycle;
    private readonly PersonStore _people;
    private readonly TimeProvider _clock;

    internal ChangeRequests(
        ChangeRequestStore store,
        RequestRecords records,
        ChangeTargets targets,
        StatusChanges status,
        CorrectionPreparation preparation,
        Corrections corrections,
        LifecycleStore lifecycle,
        PersonStore people,
        TimeProvider clock) =>
        (_store, _records, _targets, _status, _preparation, _corrections, _lifecycle, _people, _clock) =
        (store, records, targets, status, preparation, corrections, lifecycle, people, clock);

    /// <summary>A request with all it would change; null when there is none, or it is another institution's.</summary>
    public async Task<ChangeRequest?> FindAsync(long id, ApiKey reader, CancellationToken cancellationToken) =>
        await _store.FindAsync(id, reader.InstitutionId, cancellationToken) is { } record ? _records.Read(record, isWhole: true) : null;

    /// <summary>Requests the reader may see, newest first.</summary>
    /// <param name="reader">Who asks.</param>
    /// <param name="isDecided">Only those that are decided, or only those that are not; null is both.</param>
    /// <param name="after">The <c>next</c> of the part before.</param>
    /// <param name="limit">Most items.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Page<ChangeRequest>> ListAsync(
        ApiKey reader, bool? isDecided, string? after, int limit, CancellationToken cancellationToken)
    {
        var before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : default(long?);
        var records = await _store.ListAsync(reader.InstitutionId, isDecided, before, limit, cancellationToken);
        var next = records.Count == limit ? records[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return new Page<ChangeRequest>([.. records.Select(record => _records.Read(record, isWhole: false))], next);
    }

    /// <summary>The new photo of a correction that waits, a JPEG; null when there is none to be seen.</summary>
    public async Task<ReadOnlyMemory<byte>?> PhotoAsync(long id, ApiKey reader, CancellationToken cancellationToken) =>
        await _store.FindAsync(id, reader.InstitutionId, cancellationToken) is { } record ? _records.Photo(record) : null;

    /// <summary>
    /// Approves a request and makes the change in the same transaction. It is judged again as things stand now; one that can no
    /// longer be made stays open, to be refused by whoever decides. Of identity data the first of two persons of the authority agrees,
    /// and the second makes the change.
    /// </summary>
    /// <returns>
    /// The request with what was changed; or <c>not_found</c>, <c>own_request</c>, <c>authority_decides</c>, <c>request_decided</c>,
    /// <c>move_not_allowed</c>, <c>certificate_exists</c>, and then nothing is kept.
    /// </returns>
    public async Task<Result<ChangeRequest>> ApproveAsync(long id, ApiKey decider, CancellationToken cancellationToken)
    {
        if (!(await OpenAsync(id, decider, cancellationToken)).TryGet(out var record, out var refusals))
        {
            return refusals;
        }

        if (await IsFirstOfTwoAsync(record, decider, cancellationToken))
        {
            return await _store.AgreeAsync(id, decider.Id, _clock.GetUtcNow(), cancellationToken)
                ? (await FindAsync(id, decider, cancellationToken))!
                : ChangeRefusals.RequestDecided;
        }

        var made = record.Kind == ChangeKind.Correction.Code()
            ? await CorrectAsync(record, decider, cancellationToken)
            : await ChangeAsync(record, decider, cancellationToken);
        return made.TryGet(out var result, out refusals)
            ? (await FindAsync(id, decider, cancellationToken))! with { Result = result }
            : refusals;
    }

    /// <summary>Refuses a request for good; nothing is changed.</summary>
    /// <returns>The request; or the refusals of <see cref="ApproveAsync"/>, <c>reason_missing</c>, <c>reason_too_long</c>.</returns>
    public async Task<Result<ChangeRequest>> RefuseAsync(long id, ApiKey decider, string? reason, CancellationToken cancellationToken)
    {
        var text = reason?.Trim() ?? "";
        if (!(await OpenAsync(id, decider, cancellationToken)).TryGet(out _, out var refusals)
            || (refusals = ChangeGround.ReasonFault(text)) is not null)
        {
            return refusals;
        }

        var decision = _records.Decision(id, decider.Id, isApproved: false, text);
        return await _store.DecideAsync(decision, cancellationToken)
            ? (await FindAsync(id, decider, cancellationToken))!
            : ChangeRefusals.RequestDecided;
    }

    /// <summary>The request, when this key may decide it.</summary>
    private async Task<Result<ChangeRequestRecord>> OpenAsync(long id, ApiKey decider, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(id, decider.InstitutionId, cancellationToken) is not { } record)
        {
            return ChangeRefusals.NotFound;
        }

        var isAuthority = decider.Role == ApiKeyRole.Authority;
        var isAlone = isAuthority && !await _people.AreTwoOfAuthorityAsync(cancellationToken);
        var isSamePerson = !isAlone && (await _people.IsSameAsync(record.RequestedBy, decider.Id, cancellationToken)
            || (record.AgreedBy is { } agreed && await _people.IsSameAsync(agreed, decider.Id, cancellationToken)));
        var isMaker = await _people.HasMadeAsync(
            decider.Id, record.RequestedBy, _clock.GetUtcNow() - AccountRules.Apart, cancellationToken);
        return record switch
        {
            { Decision: not null } => ChangeRefusals.RequestDecided,
            _ when !isAlone && record.RequestedBy == decider.Id => ChangeRefusals.OwnRequest,
            _ when isSamePerson => ChangeRefusals.SamePerson,
            _ when isMaker => new Refusal(RefusalCode.AccountMaker),
            { NeedsAuthority: true } when !isAuthority => ChangeRefusals.AuthorityDecides,
            _ => record,
        };
    }

    /// <summary>True where a second person of the authority has to agree too, because an institution asked and nobody agreed yet.</summary>
    private async Task<bool> IsFirstOfTwoAsync(ChangeRequestRecord record, ApiKey decider, CancellationToken cancellationToken) =>
        record is { NeedsAuthority: true, AgreedBy: null } && record.Kind == ChangeKind.Correction.Code()
        && !await _people.IsOfRoleAsync(record.RequestedBy, ApiKeyRole.Authority, cancellationToken)
        && await _people.TakesTwoAsync(decider, cancellationToken);

    private async Task<Result<ChangeResult>> ChangeAsync(ChangeRequestRecord record, ApiKey decider, CancellationToken cancellationToken)
    {
        var payload = _records.Payload(record);
        var found = await _targets.FindAsync(ChangeTargets.Of(record, payload), record.InstitutionId, cancellationToken);
        if (!found.TryGet(out var ids, out var refusals))
        {
            return refusals;
        }

        var change = new StatusChange(
            ChangeKinds.Parse(record.Kind), payload.Ground(record.Category), record.RequestedBy, decider.Id,
                decider.Role == ApiKeyRole.Authority);
        var approval = _records.Decision(record.Id, decider.Id, isApproved: true, reason: null);
        return await _lifecycle.WriteAsync(
            async write => await ChangeRequestStore.DecideAsync(write, approval, cancellationToken)
                ? await _status.ApplyAsync(write, ids, change, cancellationToken)
                : ChangeRefusals.RequestDecided,
            cancellationToken);
    }

    private async Task<Result<ChangeResult>> CorrectAsync(ChangeRequestRecord record, ApiKey decider, CancellationToken cancellationToken)
    {
        var number = ChangeTargets.NumberOf(record);
        var prepared = await _preparation.PrepareAsync(number, _records.Correction(record), decider, cancellationToken);
        if (!prepared.TryGet(out var next, out var faults))
        {
            return faults;
        }

        // values that were a new photo's alone when they were asked for may name another holder than the certificate has by now
        if (next.ChangesHolder && decider.Role != ApiKeyRole.Authority)
        {
            return ChangeRefusals.AuthorityDecides;
        }

        var approval = _records.Decision(record.Id, decider.Id, isApproved: true, reason: null);
        return await _corrections.MakeAsync(
            next, _records.Payload(record).Ground(record.Category), record.RequestedBy, approval, cancellationToken);
    }
}
