using System.Text.Json;
using Certificates.Core.Access.People;
using Certificates.Core.Data;

namespace Certificates.Core.Access.Authority;

/// <summary>
/// Keys of programs: one person asks, another agrees. An approver asks for the own institution's systems, the authority for all; of the
/// authority that takes two as soon as it has two persons.
/// </summary>
public sealed class KeyProposals
{
    private readonly ApiKeys _keys;
    private readonly Proposals _proposals;
    private readonly PersonStore _people;
    private readonly bool _isDemo;

    internal KeyProposals(ApiKeys keys, Proposals proposals, PersonStore people, StorageOptions storage) =>
        (_keys, _proposals, _people, _isDemo) = (keys, proposals, people, storage.IsSpecimen);

    /// <summary>Makes a key, or asks for it where that takes a second person.</summary>
    /// <returns>
    /// The key, or what waits; <c>role_not_allowed</c>, or the refusals of <see cref="ApiKeys.CreateAsync(AskedKey, CancellationToken)"/>.
    /// </returns>
    public async Task<Result<MadeKey>> MakeAsync(ApiKey maker, AskedKey asked, CancellationToken cancellationToken)
    {
        if (maker.Role != ApiKeyRole.Authority && !AccountRules.MayAskFor(maker, asked.Role))
        {
            return new Refusal(RefusalCode.RoleNotAllowed, "role");
        }

        var wanted = asked with { InstitutionCode = maker.InstitutionCode ?? asked.InstitutionCode };
        if (!await TakesTwoAsync(maker, cancellationToken))
        {
            return (await _keys.CreateAsync(wanted, cancellationToken)).TryGet(out var made, out var faults)
                ? new MadeKey(made.Key, made.Secret, null)
                : faults;
        }

        if (!(await _keys.JudgeAsync(wanted, cancellationToken)).TryGet(out _, out var refusals))
        {
            return refusals;
        }

        // Nobody shows a program what another person sees when they agree: it has the secret now, which opens nothing until then.
        var (secret, hash) = maker.IsSeat ? default : _keys.NewSecret();
        var waiting = await _proposals.AskAsync(
            maker, ProposalKind.Key, wanted.InstitutionCode ?? "", JsonSerializer.Serialize(wanted with { SecretHash = hash }),
            cancellationToken);
        return new MadeKey(null, secret, waiting);
    }

    /// <summary>Makes the key that another person asked for.</summary>
    public Task<Result<MadeKey>> ConfirmAsync(long id, ApiKey decider, CancellationToken cancellationToken) => _proposals.DoAsync<MadeKey>(
        id, ProposalKind.Key, decider,
        async proposal =>
        {
            var asked = Read(proposal);
            var (secret, hash) = asked.SecretHash is { } known ? (null, known) : _keys.NewSecret();
            return (await _keys.KeepAsync(asked, hash, proposal.Id, cancellationToken)).TryGet(out var key, out var refusals)
                ? new MadeKey(key, secret, null)
                : refusals;
        },
        cancellationToken);

    /// <summary>What is asked for.</summary>
    public static AskedKey Read(Proposal proposal) => JsonSerializer.Deserialize<AskedKey>(proposal.Payload)!;

    /// <summary>
    /// An approver's always do, the authority's once it has two persons. A program of a demo makes keys at once: the demo's people are
    /// invented, and one file has all their secrets.
    /// </summary>
    private async Task<bool> TakesTwoAsync(ApiKey maker, CancellationToken cancellationToken) => maker.Role != ApiKeyRole.Authority
        || ((maker.IsSeat || !_isDemo) && await _people.AreTwoOfAuthorityAsync(cancellationToken));
}

/// <summary>What came of asking for a key, or of agreeing to it.</summary>
/// <param name="Key">The key; null while it waits.</param>
/// <param name="Secret">Its secret, seen this once; null for whoever asked in the browser, or agreed to what a program asked for.</param>
/// <param name="Waiting">What waits for another person; null when it is made.</param>
public sealed record MadeKey(ApiKey? Key, string? Secret, Proposal? Waiting)
{
    /// <summary>Never prints it.</summary>
    public override string ToString() => nameof(MadeKey);
}
