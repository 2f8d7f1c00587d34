using Certificates.Core.Access.Authority;
using Certificates.Core.Directories;

namespace Certificates.Api.Console.Authority;

/// <summary>What is asked for, by the word of the pages.</summary>
internal static class ProposalWords
{
    public static string Of(Proposal proposal) => proposal.Kind switch
    {
        ProposalKind.Key => "proposal.key",
        ProposalKind.Right => RightProposals.Read(proposal).Ended is null ? "proposal.right" : "proposal.right.end",
    };
}
