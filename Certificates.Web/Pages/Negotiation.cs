namespace Certificates.Web.Pages;

/// <summary>Whether a person or a program asks.</summary>
internal static class Negotiation
{
    /// <summary>True below <c>/v1</c>, where faults are told to programs, whoever asks.</summary>
    public static bool IsForPrograms(this HttpRequest request) =>
        request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase);

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

        return !request.WantsJws()
            && QualityOf("text/html") >= Math.Max(QualityOf("application/json"), QualityOf("application/problem+json"));
    }

    /// <summary>
    /// True when a page is asked for by its name, as browsers do: what is there for programs first stays JSON for a caller that takes
    /// anything.
    /// </summary>
    public static bool AsksForPage(this HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && request.WantsPage();

    /// <summary>
    /// True when the answer shall come signed, to be kept: <c>Accept: application/jose</c>, or <c>?format=jws</c> where no header can be
    /// set.
    /// </summary>
    public static bool WantsJws(this HttpRequest request) => request.Query["format"] == "jws"
        || (request.Headers.Accept.Count > 0 && request.GetTypedHeaders().Accept.Any(range =>
            range.MediaType.Equals("application/jose", StringComparison.OrdinalIgnoreCase) && range.Quality != 0));
}
