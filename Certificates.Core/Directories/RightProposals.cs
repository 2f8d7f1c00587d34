using System.Text.Json;
using Certificates.Core.Access;
using Certificates.Core.Access.Authority;

namespace Certificates.Core.Directories;

/// <summary>Rights of institutions as people of the authority change them: one asks, another makes the change.</summary>
public sealed class RightProposals
{
    private readonly AuthorisationDirectory _directory;
    private readonly Proposals _proposals;
    private readonly PersonStore _people;

    internal RightProposals(AuthorisationDirectory directory, Proposals proposals, PersonStore people) =>
        (_directory, _proposals, _people) = (directory, proposals, people);

    /// <summary>Changes a right, or asks for it where that takes a second person.</summary>
    /// <returns>What waits, or that it is done; <c>not_found</c> for an unknown institution; or the directory's refusals.</returns>
    public async Task<Result<ChangedRight>> ChangeAsync(
        string code, RightChange change, ApiKey actor, CancellationToken cancellationToken)
    {
        if (!await _people.TakesTwoAsync(actor, cancellationToken))
        {
            return await MakeAsync(code, change, actor, isTried: false, cancellationToken);
        }

        return (await MakeAsync(code, change, actor, isTried: true, cancellationToken)).TryGet(out _, out var refusals)
            ? new ChangedRight(await _proposals.AskAsync(
                actor, ProposalKind.Right, code, JsonSerializer.Serialize(change), cancellationToken))
            : refusals;
    }

    /// <summary>Makes the change that another person asked for, of the rights as they stand now.</summary>
    public Task<Result<ChangedRight>> ConfirmAsync(long id, ApiKey decider, CancellationToken cancellationToken) => _proposals.DoAsync(
        id, ProposalKind.Right, decider,
        proposal => MakeAsync(proposal.Subject, Read(proposal), decider, isTried: false, cancellationToken),
        cancellationToken);

    /// <summary>What is asked for.</summary>
    public static RightChange Read(Proposal proposal) => JsonSerializer.Deserialize<RightChange>(proposal.Payload)!;

    private async Task<Result<ChangedRight>> MakeAsync(
        string code, RightChange change, ApiKey actor, bool isTried, CancellationToken cancellationToken)
    {
        if (await _directory.FindAsync(code, on: null, cancellationToken) is not { } held)
        {
            return new Refusal(RefusalCode.NotFound);
        }

        if (!change.AppliedTo(held.Items).TryGet(out var wanted, out var refusals))
        {
            return refusals;
        }

        var put = isTried
            ? await _directory.TryAsync(code, wanted, cancellationToken)
            : await _directory.PutAsync(code, wanted, actor, cancellationToken);
        return put?.Refusals is { } faults ? faults : new ChangedRight(null);
    }
}

/// <summary>What came of changing a right.</summary>
/// <param name="Waiting">What waits for another person; null when it is done.</param>
public sealed record ChangedRight(Proposal? Waiting);
