using Certificates.Core.Access;
using Certificates.Core.Access.Authority;

namespace Certificates.Api.Access;

/// <summary>A key that was asked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Whether another person agreed.</param>
/// <param name="Role">The role that was asked for.</param>
/// <param name="InstitutionCode">The institution it shall act for.</param>
/// <param name="Person">The person or system it is for.</param>
/// <param name="Owner">The person who answers for it.</param>
/// <param name="ExpiresAt">When it ends; nothing is a year after it is made.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="DecidedAt">When another person agreed or refused.</param>
/// <param name="Reason">Why they refused.</param>
/// <param name="KeyId">The id of the key that was made.</param>
internal sealed record KeyProposalView(
    long Id,
    KeyProposalState State,
    ApiKeyRole Role,
    string? InstitutionCode,
    string Person,
    string Owner,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset AskedAt,
    DateTimeOffset? DecidedAt,
    string? Reason,
    long? KeyId)
{
    public static KeyProposalView Of(Proposal proposal)
    {
        var asked = KeyProposals.Read(proposal);
        var state = proposal.IsDone switch
        {
            null => KeyProposalState.Waiting,
            true => KeyProposalState.Made,
            false => KeyProposalState.Refused,
        };
        return new KeyProposalView(
            proposal.Id, state, asked.Role, asked.InstitutionCode, asked.Person, asked.Owner ?? asked.Person, asked.ExpiresAt,
            proposal.AskedAt, proposal.DecidedAt, proposal.Reason, proposal.KeyId);
    }
}

/// <summary>What became of a key that was asked for.</summary>
internal enum KeyProposalState
{
    /// <summary>Nobody decided yet; its secret opens nothing.</summary>
    Waiting,

    /// <summary>Another person agreed: the key is in force.</summary>
    Made,

    /// <summary>Refused, or taken back: the secret never opens anything.</summary>
    Refused,
}

/// <summary>A key just asked for.</summary>
/// <param name="Proposal">What waits for another person.</param>
/// <param name="Secret">What to send as bearer once they have agreed; it cannot be shown again.</param>
internal sealed record AskedKeyView(KeyProposalView Proposal, string Secret);
