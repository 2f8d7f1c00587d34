namespace Certificates.Api.Http;

/// <summary>Headers on every answer: nothing is kept by caches unless a call says so, and a page here asks no other site for anything.</summary>
internal static class GuardHeaders
{
    // Inline parts are the reference page's own: it comes with its script and styles, and its pages show no data.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the headers.</summary>
    public static void UseGuardHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                headers.CacheControl = headers.CacheControl.Count == 0 ? "no-store" : headers.CacheControl;
                headers.ContentSecurityPolicy = GuardHeaders.ContentSecurityPolicy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                return Task.CompletedTask;
            },
            context.Response);
        return next(context);
    });
}
