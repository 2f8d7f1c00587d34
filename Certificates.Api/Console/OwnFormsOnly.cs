namespace Certificates.Api.Console;

/// <summary>
/// What is posted comes from a page of ours: browsers say where a form stands, and one of another site is not taken. It stands beside the
/// tokens of the forms, and covers what a browser posts without one.
/// </summary>
internal sealed class OwnFormsOnly : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var isOwn = HttpMethods.IsGet(request.Method) || (string?)request.Headers["Sec-Fetch-Site"] switch
        {
            null => IsOwn(request.Headers.Origin, request),
            var site => site == "same-origin",
        };
        return isOwn ? next(context) : ValueTask.FromResult<object?>(TypedResults.StatusCode(StatusCodes.Status403Forbidden));
    }

    /// <summary>A browser that tells no referrer says <c>null</c> of its own pages, too: the token of the form decides there.</summary>
    private static bool IsOwn(string? origin, HttpRequest request) =>
        origin is null or "null" || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
