namespace Certificates.Core.Access.People;

/// <summary>What one person asks for and another confirms.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Account">The account it is about.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="AskedBy">The key of whoever asked.</param>
/// <param name="AskedByPerson">Their name.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Subject">Who the account's person shall be to the provider of sign-ins, where that is asked for.</param>
public sealed record AccountChange(
    long Id, Account Account, AccountChangeKind Kind, long AskedBy, string AskedByPerson, DateTimeOffset AskedAt, Subject? Subject)
{
    /// <summary>When another person decided; null while it waits.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Who did.</summary>
    public string? DecidedByPerson { get; init; }

    /// <summary>Why they refused.</summary>
    public string? Reason { get; init; }

    /// <summary>True when it was confirmed, false when it was refused; null while it waits.</summary>
    public bool? IsConfirmed { get; init; }

    /// <summary>The role that its person shall have; null where that is not asked for.</summary>
    public ApiKeyRole? Role { get; init; }

    /// <summary>The role they had when that was asked for.</summary>
    public ApiKeyRole? FormerRole { get; init; }

    /// <summary>Never prints a person.</summary>
    public override string ToString() => $"{nameof(AccountChange)} {Id}";
}

/// <summary>What can be asked for. The stored values never change.</summary>
public enum AccountChangeKind
{
    /// <summary>That the account be opened.</summary>
    Opening = 0,

    /// <summary>A new first password, which its person changes.</summary>
    Password = 1,

    /// <summary>That the second factor be set up anew, with a new first password.</summary>
    Factor = 2,

    /// <summary>That it be closed: that takes one person, for it lets nobody in.</summary>
    Closing = 3,

    /// <summary>That whom the provider of sign-ins knows as somebody may come in as this person.</summary>
    Link = 4,

    /// <summary>That they may not any more: that takes one person, for it lets nobody in.</summary>
    Unlinking = 5,

    /// <summary>That its person have another role, which ends their sessions.</summary>
    Role = 6,
}

/// <summary>Somebody as a provider of sign-ins (OpenID Connect) knows them.</summary>
/// <param name="Issuer">The provider: <c>iss</c>.</param>
/// <param name="Id">What it calls them, for ever and nobody else: <c>sub</c>.</param>
public sealed record Subject(string Issuer, string Id)
{
    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(Subject);
}
