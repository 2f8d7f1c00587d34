using Certificates.Core.Access.People;

namespace Certificates.Api.Console;

/// <summary>
/// Whoever changes how they sign in does so with a password of their own and proved within the last minutes who they are: by the second
/// factor, or by the password where there is none yet. A browser left open, or a session that was taken, lets nobody make a way in for
/// themselves.
/// </summary>
/// <param name="page">The page that is come back to.</param>
/// <param name="hasSecret">
/// True of a form that nobody fills in without the secret of the page before it, which was shown to whoever had proved it: setting up the
/// first authenticator may take its time.
/// </param>
internal sealed class FreshWays(string page, bool hasSecret = false) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var session = context.HttpContext.Features.Get<SignedIn>()!;
        return session switch
        {
            { AwaitsFactor: true } or { Account.MustChangePassword: true } => To(ConsolePaths.NextStep(session)),
            { IsStale: true, Account.HasFactor: true } => To($"{ConsolePaths.Factor}?next={Uri.EscapeDataString(page)}"),
            { IsStale: true } when !hasSecret => To($"{ConsolePaths.SignIn}?again=true&next={Uri.EscapeDataString(page)}"),
            _ => next(context),
        };
    }

    private static ValueTask<object?> To(string path) => ValueTask.FromResult<object?>(Results.LocalRedirect(path));
}
