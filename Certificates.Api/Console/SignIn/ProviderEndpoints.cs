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
            console.MapGet("/sign-in/provider", (string? next) => Provider.Enter(next)).AllowAnonymous();
            console.MapGet("/sign-in/provider/again", (string? next, Visitor visitor, TimeProvider clock) =>
                Provider.EnterAgain(visitor.Session, next, clock)).RequireAuthorization(Policies.SignedIn);
        }
    }
}
