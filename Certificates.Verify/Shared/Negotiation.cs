namespace Certificates.Verify.Shared;

/// <summary>Whether a person or a program asks.</summary>
internal static class Negotiation
{
    /// <summary>
    /// True when a page is wanted: HTML is accepted at least as much as JSON. A caller that says nothing, or takes anything, is a
    /// person with a plain tool: the printed QR opens a page.
    /// </summary>
    public static bool WantsPage(this HttpRequest request)
    {
        var accept = request.GetTypedHeaders().Accept;
        if (accept.Count == 0)
        {
            return true;
        }

        double QualityOf(string type) => accept
            .Where(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(range => range.Quality ?? 1)
            .DefaultIfEmpty(accept.Where(range => range.MatchesAllTypes).Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max())
            .Max();

        return QualityOf("text/html") >= Math.Max(QualityOf("application/json"), QualityOf("application/problem+json"));
    }
}
