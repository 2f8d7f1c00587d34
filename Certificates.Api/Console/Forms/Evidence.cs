using Certificates.Core;

namespace Certificates.Api.Console.Forms;

/// <summary>What a change of certificates takes.</summary>
internal static class Evidence
{
    /// <summary>The second factor again of the authority, and a document of evidence whose hash the server makes, too.</summary>
    /// <param name="endpoints">The forms.</param>
    /// <param name="show">Shows the page with the form again, with what is wrong.</param>
    public static T TakeEvidence<T>(this T endpoints, Func<HttpContext, Refusals, Task<IResult>> show)
        where T : IEndpointConventionBuilder => endpoints.AddEndpointFilter(new FreshFactor(show)).AddEndpointFilter(new SameDocument(show))
            .WithMetadata(new PromptForms.TakesEvidence());
}

/// <summary>Refuses a form whose document of evidence is not the one that its hash says.</summary>
/// <param name="show">Shows the page with the form again, with what is wrong.</param>
internal sealed class SameDocument(Func<HttpContext, Refusals, Task<IResult>> show) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Features.Get<FormWithFiles.OtherDocument>() is null
            ? await next(context)
            : await show(context.HttpContext, new Refusal(RefusalCode.EvidenceDiffers, FormWithFiles.Hash));
}
