using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.People;

namespace Certificates.Api.Console;

/// <summary>
/// A decision of the authority takes the second factor again: a browser left open decides nothing. Goes before the handler of such a form;
/// the form has a field for it wherever the factor was not given within the last minutes.
/// </summary>
internal sealed class FreshFactor : IEndpointFilter
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
        return isRight == true ? await next(context) : Html.Page<ConsoleProblem>(
            StatusCodes.Status400BadRequest,
            (nameof(ConsoleProblem.Code), new Refusal(isRight is null ? RefusalCode.RateLimited : RefusalCode.FactorWrong, Field)));
    }
}
