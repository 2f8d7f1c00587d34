using System.Text;
using Certificates.Core.Access.People;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Access.Authority;

/// <summary>
/// What waits for another person: kept when asked for, and done by whoever agrees. The authority decides what anybody asked for, an
/// institution's approver what the institution's own did.
/// </summary>
public sealed class Proposals
{
    /// <summary>How long carrying one out takes at most; after that whoever began is taken for gone.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ProposalStore _store;
    private readonly PersonStore _people;
    private readonly DataCipher _identity;
    private readonly TimeProvider _clock;

    internal Proposals(
        ProposalStore store, PersonStore people, [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity, TimeProvider clock) =>
        (_store, _people, _identity, _clock) = (store, people, identity, clock);

    /// <summary>Those that wait and the reader may see, the oldest first.</summary>
    public async Task<IReadOnlyList<Proposal>> OpenAsync(ApiKey reader, CancellationToken cancellationToken) =>
        [.. (await _store.OpenAsync(cancellationToken)).Where(proposal => MaySee(reader, proposal))];

    /// <summary>One that the reader may see, decided or not; null for any other.</summary>
    public async Task<Proposal?> FindAsync(long id, ApiKey reader, CancellationToken cancellationToken) =>
        await _store.FindAsync(id, cancellationToken) is { } proposal && MaySee(reader, proposal) ? Read(proposal) : null;

    /// <summary>What the reader asked for and another refused, with the reason, for as long as a month; the newest first.</summary>
    public async Task<IReadOnlyList<Proposal>> RefusedAsync(ApiKey reader, CancellationToken cancellationToken) =>
        [.. (await _store.RefusedAsync(reader.Id, _clock.GetUtcNow() - AccountRules.Told, cancellationToken)).Select(Read)];

    /// <summary>Refuses what another person asked for, or takes back what one asked for oneself.</summary>
    /// <param name="id">Which.</param>
    /// <param name="decider">Who decides.</param>
    /// <param name="reason">Why, told to whoever asked; nothing where they take it back.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>Its id; or <c>not_found</c>, <c>account_maker</c>, <c>reason_missing</c>, <c>reason_too_long</c>.</returns>
    public async Task<Result<long>> RefuseAsync(long id, ApiKey decider, string? reason, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, decider, cancellationToken) is not { IsDone: null } proposal)
        {
            return new Refusal(RefusalCode.NotFound);
        }

        var now = _clock.GetUtcNow();
        var isOwn = await _people.IsSameAsync(proposal.AskedBy, decider.Id, cancellationToken);
        if (!isOwn && await _people.HasMadeAsync(decider.Id, proposal.AskedBy, now - AccountRules.Apart, cancellationToken))
        {
            return new Refusal(RefusalCode.AccountMaker);
        }

        if (!isOwn && ReasonText.Fault(reason) is { } fault)
        {
            return fault;
        }

        var cipher = isOwn ? null : _identity.Encrypt(Encoding.UTF8.GetBytes(reason!.Trim()), Places.Proposal(id));
        var keyId = isOwn ? null : _identity.KeyId;
        return await _store.DecideAsync(id, decider.Id, now, isDone: false, cipher, keyId, cancellationToken)
            ? id
            : new Refusal(RefusalCode.NotFound);
    }

    /// <summary>Keeps what is asked for, until another person does it.</summary>
    internal async Task<Proposal> AskAsync(
        ApiKey asker, ProposalKind kind, string subject, string payload, CancellationToken cancellationToken)
    {
        var id = await _store.InsertAsync(kind, subject, payload, asker.Id, _clock.GetUtcNow(), cancellationToken);
        return (await _store.FindAsync(id, cancellationToken))!;
    }

    /// <summary>Does what another person asked for. What cannot be done as things stand goes on waiting.</summary>
    /// <returns>
    /// What was done; <c>not_found</c>, <c>same_person</c>, <c>account_maker</c>; or what <paramref name="make"/> refuses.
    /// </returns>
    internal async Task<Result<T>> DoAsync<T>(
        long id, ProposalKind kind, ApiKey decider, Func<Proposal, Task<Result<T>>> make, CancellationToken cancellationToken)
        where T : notnull
    {
        if (await FindAsync(id, decider, cancellationToken) is not { IsDone: null } proposal || proposal.Kind != kind)
        {
            return new Refusal(RefusalCode.NotFound);
        }

        var now = _clock.GetUtcNow();
        if (await _people.IsSameAsync(proposal.AskedBy, decider.Id, cancellationToken))
        {
            return new Refusal(RefusalCode.SamePerson);
        }

        if (await _people.HasMadeAsync(decider.Id, proposal.AskedBy, now - AccountRules.Apart, cancellationToken))
        {
            return new Refusal(RefusalCode.AccountMaker);
        }

        if (!await _store.ClaimAsync(id, now, now - Longest, cancellationToken))
        {
            return new Refusal(RefusalCode.NotFound);
        }

        var made = await make(proposal);
        _ = made.TryGet(out _, out _)
            ? await _store.DecideAsync(id, decider.Id, now, isDone: true, cipher: null, keyId: null, CancellationToken.None)
            : await _store.ReleaseAsync(id, CancellationToken.None) == 1;
        return made;
    }

    private Proposal Read(Proposal proposal) => proposal.ReasonCipher is not { } cipher ? proposal : proposal with
    {
        Reason = Encoding.UTF8.GetString(_identity.Decrypt(cipher, proposal.ReasonKeyId!, Places.Proposal(proposal.Id))),
    };

    private static bool MaySee(ApiKey reader, Proposal proposal) => reader.InstitutionId is null
        || (reader.Role == ApiKeyRole.Approver && reader.InstitutionId == proposal.InstitutionId);
}
