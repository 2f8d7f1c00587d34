using Certificates.Core.Access;
using Microsoft.AspNetCore.Authorization;

namespace Certificates.Api.Access;

/// <summary>Who may do what; a call names one of these, and 403 is for the roles it leaves out.</summary>
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

    /// <summary>Bearer keys as the one way in.</summary>
    public static void AddApiKeyAccess(this IServiceCollection services)
    {
        services.AddAuthentication(ApiKeyAuthentication.SchemeName)
            .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, ApiKeyAuthentication>(
                ApiKeyAuthentication.SchemeName, configureOptions: null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Send, Of(ApiKeyRole.Operator, ApiKeyRole.Approver))
            .AddPolicy(Approve, Of(ApiKeyRole.Approver, ApiKeyRole.Authority))
            .AddPolicy(Read, Of(ApiKeyRole.Operator, ApiKeyRole.Approver, ApiKeyRole.Authority, ApiKeyRole.Auditor))
            .AddPolicy(Act, Of(ApiKeyRole.Operator, ApiKeyRole.Approver, ApiKeyRole.Authority))
            .AddPolicy(Decide, Of(ApiKeyRole.Approver, ApiKeyRole.Authority))
            .AddPolicy(Oversee, Of(ApiKeyRole.Authority, ApiKeyRole.Auditor))
            .AddPolicy(Administer, Of(ApiKeyRole.Authority));
    }

    private static Action<AuthorizationPolicyBuilder> Of(params ApiKeyRole[] roles) =>
        policy => policy.RequireRole(roles.Select(role => role.Code()));
}
