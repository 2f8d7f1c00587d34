namespace Certificates.Core.Access.People;

/// <summary>What one person asks for and another confirms.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Account">The account it is about.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="AskedBy">The key of whoever asked.</param>
/// <param name="AskedByPerson">Their name.</param>
/// <param name="AskedAt">When.</param>
public sealed record AccountChange(
    long Id, Account Account, AccountChangeKind Kind, long AskedBy, string AskedByPerson, DateTimeOffset AskedAt);

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
}
