using Certificates.Api.Access;
using Certificates.Core.Composition;

namespace Certificates.Api.Console.SignIn;

/// <summary>The links that lead to the provider of sign-ins.</summary>
internal static class ProviderEndpoints
{
    /// <summary>Maps them where there is one.</summary>
    public static void MapProvider(this IEndpointRouteBuilder console)
    {
        var oidc = console.ServiceProvider.GetRequiredService<ConsoleOptions>().Oidc;
        if (oidc.IsOn)
        {
            console.MapGet("/sign-in/provider", EnterAsync).AllowAnonymous();
            console.MapGet("/sign-in/provider/again", EnterAgainAsync).RequireAuthorization(Policies.SignedIn);
        }
    }

    private static async Task<IResult> EnterAsync(string? next, HttpContext http, CancellationToken cancellationToken) =>
        (await Provider.IssuerAsync(http.RequestServices, cancellationToken)).TryGet(out _, out var refusals)
            ? Provider.Enter(next)
            : SignInEndpoints.Show(next, refusals);

    private static async Task<IResult> EnterAgainAsync(
        string? next, Visitor visitor, TimeProvider clock, HttpContext http, CancellationToken cancellationToken) =>
        (await Provider.IssuerAsync(http.RequestServices, cancellationToken)).TryGet(out _, out var refusals)
            ? Provider.EnterAgain(visitor.Session, next, clock)
            : SignInEndpoints.ShowFactor(visitor, next, refusals);
}
