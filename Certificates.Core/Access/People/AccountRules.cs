namespace Certificates.Core.Access.People;

/// <summary>Who may ask for whom, and confirm it.</summary>
internal static class AccountRules
{
    /// <summary>How long whoever made, confirmed or reset an account decides nothing that it sent or asked for.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromDays(30);

    /// <summary>How long whoever asked is told that somebody refused, and why.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromDays(30);

    /// <summary>An approver for the own institution, the authority for all.</summary>
    public static bool MayAskFor(ApiKey asker, ApiKeyRole role) => asker.Role switch
    {
        ApiKeyRole.Authority => role != ApiKeyRole.Checker,
        ApiKeyRole.Approver => role.IsOfInstitution(),
        _ => false,
    };

    /// <summary>The same of a seat that is there.</summary>
    public static bool MayAskFor(ApiKey asker, ApiKey seat) =>
        MayAskFor(asker, seat.Role) && (asker.InstitutionId is null || asker.InstitutionId == seat.InstitutionId);
}
