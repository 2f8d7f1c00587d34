namespace Certificates.Core.Access.People;

/// <summary>Whom an account is asked for.</summary>
/// <param name="Person">Their name.</param>
/// <param name="Login">What they shall sign in with.</param>
/// <param name="Role">Their role.</param>
/// <param name="InstitutionCode">The institution, for an operator or approver; null for the others.</param>
/// <param name="Contact">How they are reached, if that is known.</param>
public sealed record AskedAccount(string? Person, string? Login, ApiKeyRole Role, string? InstitutionCode, string? Contact = null);

/// <summary>A password seen this once, by whoever hands it over.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Password">The password; null where what was confirmed gives none.</param>
public sealed record FirstPassword(Account Account, string? Password)
{
    /// <summary>Never prints it.</summary>
    public override string ToString() => nameof(FirstPassword);
}
