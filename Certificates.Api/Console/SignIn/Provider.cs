using System.Globalization;
using System.Security.Claims;
using Certificates.Core;
using Certificates.Core.Access.People;
using Certificates.Core.Composition;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Certificates.Api.Console.SignIn;

/// <summary>
/// The OpenID Connect provider of sign-ins, where one is configured: authorization code with PKCE, by ASP.NET Core. What it answers ends
/// here; no cookie of the framework's signs anybody in.
/// </summary>
internal static class Provider
{
    /// <summary>The scheme.</summary>
    public const string SchemeName = "Provider";

    /// <summary>Where it sends people back to.</summary>
    public const string Return = ConsolePaths.ByProvider + "/return";

    private const string Session = "session";
    private const string Begun = "begun";

    /// <summary>A clock of the provider may differ from ours by so much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>Adds it where it is configured.</summary>
    public static void AddProvider(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[$"{ConsoleOptions.Section}:Oidc:Authority"]))
        {
            return;
        }

        builder.Services.AddAuthentication().AddOpenIdConnect(SchemeName, static _ => { });
        builder.Services.AddOptions<OpenIdConnectOptions>(SchemeName).Configure<ConsoleOptions>(SetUp);
    }

    /// <summary>Sends somebody there to sign in.</summary>
    public static IResult Enter(string? next) => Results.Challenge(Properties(next), [SchemeName]);

    /// <summary>Sends them there to sign in anew, for the second factor of a session.</summary>
    public static IResult EnterAgain(SignedIn session, string? next, TimeProvider clock)
    {
        var properties = Properties(next);
        properties.Items[Session] = Convert.ToHexStringLower(session.Hash);
        properties.Items[Begun] = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Results.Challenge(properties, [SchemeName]);
    }

    /// <summary>What it calls itself; <c>provider_unreachable</c> while it does not answer, and then nobody is sent there.</summary>
    public static async Task<Result<string>> IssuerAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(SchemeName);
        try
        {
            return (await options.ConfigurationManager!.GetConfigurationAsync(cancellationToken)).Issuer;
        }
        catch (InvalidOperationException)
        {
            return new Refusal(RefusalCode.ProviderUnreachable);
        }
    }

    private static AuthenticationProperties Properties(string? next) => new() { RedirectUri = ConsolePaths.Local(next) };

    private static void SetUp(OpenIdConnectOptions provider, ConsoleOptions console)
    {
        var oidc = console.Oidc;
        (provider.Authority, provider.ClientId) = (oidc.Authority, oidc.ClientId);
        provider.ClientSecret = File.ReadAllText(oidc.ClientSecretFile).Trim();
        provider.RequireHttpsMetadata = oidc.Authority.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        (provider.ResponseType, provider.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
        (provider.UsePkce, provider.SaveTokens, provider.MapInboundClaims, provider.DisableTelemetry) = (true, false, false, true);
        provider.BackchannelTimeout = TimeSpan.FromSeconds(10);
        provider.CallbackPath = Return;
        provider.Scope.Clear();
        provider.Scope.Add("openid");
        provider.ClaimActions.Clear();

        // It comes back by a link of another site, which takes no strict cookie along; these two live for the way there and back.
        foreach (var cookie in (CookieBuilder[])[provider.CorrelationCookie, provider.NonceCookie])
        {
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        }

        provider.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context => Ask(context, console),
            OnTicketReceived = context => EndAsync(context, oidc),
            OnRemoteFailure = FailAsync,
        };
    }

    private static Task Ask(RedirectContext context, ConsoleOptions console)
    {
        context.ProtocolMessage.RedirectUri = console.Origin + Return;
        if (console.Oidc.Acr.Length > 0)
        {
            context.ProtocolMessage.AcrValues = console.Oidc.Acr;
        }

        if (context.Properties.Items.ContainsKey(Session))
        {
            context.ProtocolMessage.MaxAge = "0";
        }

        return Task.CompletedTask;
    }

    private static async Task EndAsync(TicketReceivedContext context, OidcOptions oidc)
    {
        context.HandleResponse();
        var (http, who) = (context.HttpContext, context.Principal!);
        var subject = new Subject(who.FindFirstValue("iss")!, who.FindFirstValue("sub")!);
        var isStrong = oidc.Acr.Length > 0 && who.FindFirstValue("acr") == oidc.Acr;
        var (signIns, address) = (http.RequestServices.GetRequiredService<ProviderSignIns>(), http.Connection.RemoteIpAddress);
        if (context.Properties!.Items.TryGetValue(Session, out var session))
        {
            var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            var isNew = (isStrong || oidc.Acr.Length == 0) && IsSince(who, context.Properties.Items[Begun]!, now);
            var passed = await signIns.PassAsync(
                Convert.FromHexString(session!), subject, isNew, isStrong, address, http.RequestAborted);
            await (passed.TryGet(out _, out _) ? GoOnAsync(http, context.ReturnUri) : FailAsync(http));
            return;
        }

        var secret = await signIns.EnterAsync(subject, isStrong, address, http.Request.Headers.UserAgent, http.RequestAborted);
        if (secret is null)
        {
            await Html.Page<UnlinkedPage>(StatusCodes.Status403Forbidden, (nameof(UnlinkedPage.Subject), subject)).ExecuteAsync(http);
            return;
        }

        await http.RequestServices.GetRequiredService<ConsoleSession>().OpenAsync(http, secret, http.RequestAborted);
        await GoOnAsync(http, context.ReturnUri);
    }

    /// <summary>
    /// The session's cookie goes along with no link of another site, and a redirect from here is one: so a page of ours leads on.
    /// </summary>
    private static Task GoOnAsync(HttpContext http, string? next)
    {
        var path = ConsolePaths.Local(next);
        http.Response.Headers["Refresh"] = $"0; url={path}";
        return Html.Page<OnwardPage>(StatusCodes.Status200OK, (nameof(OnwardPage.Next), path)).ExecuteAsync(http);
    }

    /// <summary>A provider may not heed <c>max_age</c>: only what it says of the time counts, and saying nothing is no.</summary>
    private static bool IsSince(ClaimsPrincipal who, string begun, DateTimeOffset now) =>
        long.TryParse(who.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at >= long.Parse(begun, CultureInfo.InvariantCulture) - (long)Skew.TotalSeconds
        && at <= (now + Skew).ToUnixTimeSeconds();

    private static async Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        await http.RequestServices.GetRequiredService<ProviderSignIns>().FailAsync(http.Connection.RemoteIpAddress, http.RequestAborted);
        await FailAsync(http);
    }

    private static Task FailAsync(HttpContext http)
    {
        http.Response.Redirect($"{ConsolePaths.SignIn}?failed=true");
        return Task.CompletedTask;
    }
}
