namespace Certificates.Web.Guards;

/// <summary>
/// Headers of every answer, by the policy of the service. What holds for every service is written here: an address may hold a
/// token, so no referrer leaves the page, and nothing is cached unless an endpoint says so.
/// </summary>
internal sealed class SecurityHeaders
{
    private readonly RequestDelegate _next;
    private readonly HeaderPolicy _policy;
    private readonly Func<object, Task> _write;

    public SecurityHeaders(RequestDelegate next, HeaderPolicy policy)
    {
        (_next, _policy) = (next, policy);

        // One delegate for all requests.
        _write = http => Write((HttpContext)http);
    }

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(_write, http);
        return _next(http);
    }

    private Task Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentOf(http);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        Put(_policy.Further, headers);
        if (http.GetEndpoint()?.Metadata.GetMetadata<OwnHeaders>() is { } own)
        {
            Put(own.All, headers);
        }

        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }

    private static void Put(IReadOnlyList<(string Name, string Value)> all, IHeaderDictionary headers)
    {
        foreach (var (name, value) in all)
        {
            headers[name] = value;
        }
    }

    private string ContentOf(HttpContext http) =>
        http.Items[HeaderPolicy.Nonce] is string nonce && _policy.ReferenceContent is { } reference
            ? reference.Replace(HeaderPolicy.Nonce, nonce, StringComparison.Ordinal)
            : _policy.Content;
}
