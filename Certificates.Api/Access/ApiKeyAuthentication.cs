using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Certificates.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Certificates.Api.Access;

/// <summary><c>Authorization: Bearer &lt;key&gt;</c> (RFC 6750) against the keys of the register.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            || !string.Equals(header.Scheme, SchemeName, StringComparison.OrdinalIgnoreCase)
            || string.IsNullOrEmpty(header.Parameter))
        {
            return AuthenticateResult.NoResult();
        }

        var key = await keys.FindAsync(header.Parameter, Context.RequestAborted);
        if (key is null)
        {
            return AuthenticateResult.Fail("No key in force.");
        }

        await keys.RecordUseAsync(key, Context.RequestAborted);
        Context.Features.Set(key);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, key.Role.Code())], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // A request without a key is told the scheme, one with a wrong key that it was wrong (RFC 6750, 3).
        var wasWrong = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        Response.Headers.WWWAuthenticate = wasWrong ? "Bearer error=\"invalid_token\"" : SchemeName;
        Response.StatusCode = StatusCodes.Status401Unauthorized;
    }
}

/// <summary>The key a call came with; calls that take one demand a policy, so there is one.</summary>
/// <param name="Key">The key.</param>
internal sealed record Caller(ApiKey Key)
{
    /// <summary>Found by the framework for a parameter of this type.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(new Caller(context.Features.Get<ApiKey>()!));
}
