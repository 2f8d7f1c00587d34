using Certificates.Api.Console;
using Certificates.Core.Access;
using Microsoft.AspNetCore.Authentication;

namespace Certificates.Api.Access;

/// <summary>
/// Who may do what; a call names one of these, and 403 is for the roles it leaves out. The API lets keys in and no cookies, the console
/// people and no keys: a page's policy is that of the call behind it, by <see cref="OfConsole"/>.
/// </summary>
internal static class Policies
{
    /// <summary>Sends results: an institution's own keys.</summary>
    public const string Send = "send";

    /// <summary>Reads batches and certificates, an institution its own.</summary>
    public const string Read = "read";

    /// <summary>Decides over a batch: of the own institution, or over earlier certificates.</summary>
    public const string Approve = "approve";

    /// <summary>Acts on an issued certificate.</summary>
    public const string Act = "act";

    /// <summary>Decides what another key asked for.</summary>
    public const string Decide = "decide";

    /// <summary>Reads directories and keys, of all institutions.</summary>
    public const string Oversee = "oversee";

    /// <summary>Edits directories and keys.</summary>
    public const string Administer = "administer";

    /// <summary>Whoever is signed in at the console, though a password or second factor of their own may be missing yet.</summary>
    public const string SignedIn = "signed-in";

    private const string Console = "console:";

    private static readonly (string Name, ApiKeyRole[] Roles)[] All =
    [
        (Send, [ApiKeyRole.Operator, ApiKeyRole.Approver]),
        (Approve, [ApiKeyRole.Approver, ApiKeyRole.Authority]),
        (Read, [ApiKeyRole.Operator, ApiKeyRole.Approver, ApiKeyRole.Authority, ApiKeyRole.Auditor]),
        (Act, [ApiKeyRole.Operator, ApiKeyRole.Approver, ApiKeyRole.Authority]),
        (Decide, [ApiKeyRole.Approver, ApiKeyRole.Authority]),
        (Oversee, [ApiKeyRole.Authority, ApiKeyRole.Auditor]),
        (Administer, [ApiKeyRole.Authority]),
    ];

    /// <summary>The same roles, of people who are signed in at the console with all that their role demands.</summary>
    public static string OfConsole(string policy) => Console + policy;

    /// <summary>The two ways in.</summary>
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(ApiKeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, ConsoleAuthentication>(ConsoleAuthentication.SchemeName, configureOptions: null);
        var policies = services.AddAuthorizationBuilder()
            .AddPolicy(SignedIn, policy => policy.AddAuthenticationSchemes(ConsoleAuthentication.SchemeName).RequireAuthenticatedUser());
        foreach (var (name, roles) in All)
        {
            var codes = roles.Select(role => role.Code()).ToList();
            policies.AddPolicy(name, policy => policy.RequireRole(codes));
            policies.AddPolicy(OfConsole(name), policy => policy.AddAuthenticationSchemes(ConsoleAuthentication.SchemeName)
                .RequireRole(codes).RequireClaim(ConsoleAuthentication.Complete));
        }
    }
}
