using Certificates.Core.Access;
using Certificates.Core.Coding;

namespace Certificates.Core.Lifecycle;

/// <summary>
/// Changes of issued certificates. An institution's wait for a second key; the authority's are made at once, but for those of many
/// certificates and of identity data, which wait for its second person where it has two. Who may ask at all is for whoever calls.
/// </summary>
public sealed class CertificateChanges
{
    private readonly ChangeTargets _targets;
    private readonly StatusChanges _status;
    private readonly CorrectionPreparation _preparation;
    private readonly Corrections _corrections;
    private readonly LifecycleStore _store;
    private readonly ChangeRequestStore _requests;
    private readonly RequestRecords _records;
    private readonly PersonStore _people;

    internal CertificateChanges(
        ChangeTargets targets,
        StatusChanges status,
        CorrectionPreparation preparation,
        Corrections corrections,
        LifecycleStore store,
        ChangeRequestStore requests,
        RequestRecords records,
        PersonStore people) =>
        (_targets, _status, _preparation, _corrections, _store, _requests, _records, _people) =
        (targets, status, preparation, corrections, store, requests, records, people);

    /// <summary>Changes the status of one certificate, of a batch's or of a list's: all in one transaction, each with its event.</summary>
    /// <param name="kind">Which change; a correction has a call of its own.</param>
    /// <param name="target">Of which certificates.</param>
    /// <param name="ground">Why.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>
    /// What was changed, or the request that waits; or <c>not_found</c>, <c>move_not_allowed</c>, <c>certificate_exists</c>, and then
    /// nothing is kept. Of many, those for which the move does not exist are left and reported.
    /// </returns>
    public async Task<Result<ChangeOutcome>> ChangeAsync(
        ChangeKind kind, ChangeTarget target, ChangeGround ground, ApiKey actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)kind, (int)ChangeKind.Correction, nameof(kind));
        if (!(await _targets.FindAsync(target, actor.InstitutionId, cancellationToken)).TryGet(out var ids, out var refusals))
        {
            return refusals;
        }

        var change = new StatusChange(kind, ground, actor.Id, null, IsAuthority(actor));
        if (IsAuthority(actor) && ids.Count > 1 && await _people.TakesTwoAsync(actor, cancellationToken))
        {
            return await AskForManyAsync(kind, target, ids, change, cancellationToken);
        }

        if (IsAuthority(actor))
        {
            var done = await _store.WriteAsync(write => _status.ApplyAsync(write, ids, change, cancellationToken), cancellationToken);
            return done.TryGet(out var result, out refusals) ? new ChangeOutcome(null, result) : refusals;
        }

        if (!(await _status.JudgeAsync(ids, change, cancellationToken)).TryGet(out var movable, out refusals))
        {
            return refusals;
        }

        var request = new NewRequest(kind, target, ground, null, InstitutionOf(actor), movable, NeedsAuthority: false, actor.Id);
        return new ChangeOutcome(await AskAsync(request, cancellationToken), null);
    }

    /// <summary>Corrects a certificate: a next version of the same number. The intent is on record before anything is signed.</summary>
    /// <param name="number">Which.</param>
    /// <param name="correction">What changes.</param>
    /// <param name="ground">Why.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>
    /// What was done, or the request that waits; or every fault of the values by the codes of intake, <c>correction_empty</c>,
    /// <c>not_found</c>, <c>move_not_allowed</c>, <c>certificate_exists</c>.
    /// </returns>
    public async Task<Result<ChangeOutcome>> CorrectAsync(
        CertificateNumber number, Correction correction, ChangeGround ground, ApiKey actor, CancellationToken cancellationToken)
    {
        if (!(await _preparation.PrepareAsync(number, correction, actor, cancellationToken)).TryGet(out var next, out var faults))
        {
            return faults;
        }

        // one the authority asks for waits for no one, and is nobody else's to decide if making it is cut short
        var needsAuthority = next.ChangesHolder || IsAuthority(actor);
        var kept = correction with { Photo = next.NewPhoto?.File };
        var asked = await AskAsync(
            new NewRequest(ChangeKind.Correction, ChangeTarget.Of(number), ground, kept, next.Current.InstitutionId, 1, needsAuthority,
                actor.Id),
            cancellationToken);
        if (!IsAuthority(actor) || (next.ChangesHolder && await _people.TakesTwoAsync(actor, cancellationToken)))
        {
            return new ChangeOutcome(asked, null);
        }

        var approval = _records.Decision(asked.Id, actor.Id, isApproved: true, reason: null);
        var made = await _corrections.MakeAsync(next, ground, actor.Id, approval, cancellationToken);
        if (made.TryGet(out var result, out faults))
        {
            return new ChangeOutcome(null, result);
        }

        await _requests.DecideAsync(_records.Decision(asked.Id, actor.Id, isApproved: false, faults.First.Message), cancellationToken);
        return faults;
    }

    /// <summary>Of each institution's certificates one request, which another person of the authority decides.</summary>
    private async Task<Result<ChangeOutcome>> AskForManyAsync(
        ChangeKind kind, ChangeTarget target, IReadOnlyList<long> ids, StatusChange change, CancellationToken cancellationToken)
    {
        var parts = await _targets.ByInstitutionAsync(target, ids, cancellationToken);
        var (wanted, refused) = (new List<NewRequest>(), default(Refusals));
        foreach (var (institutionId, part, own) in parts)
        {
            if ((await _status.JudgeAsync(own, change, cancellationToken)).TryGet(out var movable, out var refusals))
            {
                wanted.Add(new NewRequest(
                    kind, part, change.Ground, null, institutionId, movable, NeedsAuthority: true, change.ActorKeyId));
            }

            refused ??= refusals;
        }

        if (wanted.Count == 0)
        {
            return refused!;
        }

        var asked = new List<ChangeRequest>();
        foreach (var request in wanted)
        {
            asked.Add(await AskAsync(request, cancellationToken));
        }

        return new ChangeOutcome(asked[0], null) { Further = asked[1..] };
    }

    private static bool IsAuthority(ApiKey key) => key.Role == ApiKeyRole.Authority;

    private static long InstitutionOf(ApiKey key) => key.InstitutionId
        ?? throw new ArgumentException("Only the authority and keys of institutions change certificates.", nameof(key));

    private async Task<ChangeRequest> AskAsync(NewRequest request, CancellationToken cancellationToken)
    {
        var id = await _requests.InsertAsync(id => _records.Record(id, request), cancellationToken);
        var stored = await _requests.FindAsync(id, institutionId: null, cancellationToken);
        return _records.Read(stored!, isWhole: true);
    }
}
