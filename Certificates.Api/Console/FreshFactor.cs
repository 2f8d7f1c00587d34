using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.People;

namespace Certificates.Api.Console;

/// <summary>
/// A decision of the authority takes the second factor again: a browser left open decides nothing. Goes before the handler of such a form;
/// the form has a field for it wherever the factor was not given within the last minutes.
/// </summary>
/// <param name="show">
/// Shows the page with the form again, with what is wrong: whoever typed for longer than those minutes, or mistyped the code, gives the
/// factor and nothing else.
/// </param>
internal sealed class FreshFactor(Func<HttpContext, Refusals, Task<IResult>> show) : IEndpointFilter
{
    /// <summary>The field of the form.</summary>
    public const string Field = "factor";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var session = http.Features.Get<SignedIn>()!;
        if (session is { IsFresh: true } || session.Account.Seat.Role != ApiKeyRole.Authority)
        {
            return await next(context);
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var isRight = await http.RequestServices.GetRequiredService<SignIns>()
            .PassFactorAsync(session, form[Field], http.Connection.RemoteIpAddress, http.RequestAborted);
        if (isRight != true)
        {
            return await show(http, new Refusal(isRight is null ? RefusalCode.RateLimited : RefusalCode.FactorWrong, Field));
        }

        // A page that refuses something else does not ask for the factor again.
        http.Features.Set(session with { IsFresh = true });
        return await next(context);
    }
}
