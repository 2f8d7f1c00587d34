namespace Certificates.Core.Access.People;

/// <summary>A person who signs in at the console, in one role.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Seat">The key their deeds are on record under; no secret opens it, so nobody calls the API with it.</param>
/// <param name="Login">What they sign in with, in lower case.</param>
/// <param name="State">Whether they may.</param>
/// <param name="MustChangePassword">True while the password is the first one, which somebody else has seen.</param>
/// <param name="HasTotp">True when an authenticator was confirmed.</param>
/// <param name="Passkeys">How many passkeys it has.</param>
/// <param name="Subject">Who they are to the provider of sign-ins; null where they are not linked.</param>
public sealed record Account(
    long Id, ApiKey Seat, string Login, AccountState State, bool MustChangePassword, bool HasTotp, long Passkeys, string? Subject)
{
    /// <summary>True when there is a second factor of whatever sort.</summary>
    public bool HasFactor => HasTotp || Passkeys > 0;

    /// <summary>Whoever decides or oversees signs in with two factors; whoever sends may.</summary>
    public bool NeedsFactor => Seat.Role is ApiKeyRole.Approver or ApiKeyRole.Authority or ApiKeyRole.Auditor;

    /// <summary>Never prints a person.</summary>
    public override string ToString() => $"{nameof(Account)} {Id}";
}

/// <summary>Where an account stands. The stored values never change.</summary>
public enum AccountState
{
    /// <summary>Asked for by one person; another has not confirmed it.</summary>
    Asked = 0,

    /// <summary>May sign in.</summary>
    Open = 1,

    /// <summary>May not any more; what was done stays on record.</summary>
    Closed = 2,
}
