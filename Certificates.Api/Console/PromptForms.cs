using Certificates.Api.Console.Forms;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Console;

/// <summary>
/// Forms of the console are small and arrive promptly, with files on the pages alone that ask for some: strangers reach the first of them.
/// Read here, before whoever looks for the form's token reads it without an end, and a form with evidence as it arrives.
/// </summary>
internal sealed class PromptForms(RequestDelegate next, TimeProvider clock)
{
    /// <summary>Most bytes of a form that does not say its own.</summary>
    public const long Longest = 64 * 1024;

    private static readonly TimeSpan LongestArrival = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestUpload = TimeSpan.FromMinutes(10);

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Mark>() is not { } mark || !http.Request.HasFormContentType)
        {
            await next(http);
            return;
        }

        var hasFiles = http.Request.ContentType!.StartsWith("multipart", StringComparison.OrdinalIgnoreCase);
        if (hasFiles && !mark.TakesFiles)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var late = new CancellationTokenSource(hasFiles ? LongestUpload : LongestArrival, clock);
        using var arrival = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, late.Token);
        if (!hasFiles)
        {
            http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = Longest;
            _ = await http.Request.ReadFormAsync(arrival.Token);
        }
        else if (!await FormWithFiles.TryReadAsync(http, arrival.Token))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await next(http);
    }

    /// <summary>Marks every endpoint of a group that takes a form, but for the one that reads its files itself and says how much.</summary>
    public static void Of(RouteGroupBuilder group) => ((IEndpointConventionBuilder)group).Finally(endpoint =>
    {
        var isPosted = endpoint.Metadata.OfType<IHttpMethodMetadata>().Any(method => method.HttpMethods.Any(HttpMethods.IsPost));
        if (isPosted && !endpoint.Metadata.OfType<RequestSizeLimitAttribute>().Any())
        {
            var takesFiles = endpoint.Metadata.OfType<TakesEvidence>().Any();
            endpoint.Metadata.Add(new Mark(takesFiles));
            endpoint.Metadata.Add(new RequestSizeLimitAttribute(takesFiles ? FormWithFiles.Longest : Longest));
        }
    });

    /// <summary>A form that is read before it is handed on.</summary>
    /// <param name="TakesFiles">True where it may have files.</param>
    public sealed record Mark(bool TakesFiles);

    /// <summary>Says of an endpoint that a document of evidence may come with its form.</summary>
    public sealed record TakesEvidence;
}
