using Certificates.Api.Console.Authority;
using Certificates.Api.Console.People;
using Certificates.Core.Access;
using Certificates.Core.Access.Authority;
using Certificates.Core.Access.People;

namespace Certificates.Api.Console.Inbox;

/// <summary>An account, a key or a right that somebody asked for and another person refused.</summary>
/// <param name="Word">The word of the pages for what was asked for.</param>
/// <param name="About">Whom or what it is about.</param>
/// <param name="At">When it was refused.</param>
/// <param name="By">Who refused.</param>
/// <param name="Reason">Why; null for what was refused before a reason was asked for.</param>
public sealed record RefusedAsking(string Word, string About, DateTimeOffset At, string By, string? Reason)
{
    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(RefusedAsking);

    /// <summary>Those of one person, the newest first.</summary>
    internal static async Task<IReadOnlyList<RefusedAsking>> OfAsync(
        IServiceProvider services, ApiKey asker, CancellationToken cancellationToken)
    {
        var changes = await services.GetRequiredService<AccountChanges>().RefusedAsync(asker, cancellationToken);
        var proposals = await services.GetRequiredService<Proposals>().RefusedAsync(asker, cancellationToken);
        return
        [
            .. changes.Select(change => new RefusedAsking(
                    ChangeWords.Of(change), change.Account.Seat.Person, change.DecidedAt!.Value, change.DecidedByPerson!, change.Reason))
                .Concat(proposals.Select(proposal => new RefusedAsking(
                    ProposalWords.Of(proposal), AboutOf(proposal), proposal.DecidedAt!.Value, proposal.DecidedByPerson!, proposal.Reason)))
                .OrderByDescending(refused => refused.At),
        ];
    }

    private static string AboutOf(Proposal proposal) =>
        proposal.Kind == ProposalKind.Key ? KeyProposals.Read(proposal).Person : proposal.Subject;
}
