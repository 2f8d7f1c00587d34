using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Certificates.Tests.Web;

/// <summary>The policy of what a page may run, and whom it may be framed by, over the endpoint table of a service.</summary>
internal static partial class ContentPolicies
{
    /// <summary>
    /// Calls every endpoint once and holds the policy of its answer, of whatever status, against what is strict: a new one has it or is named.
    /// </summary>
    /// <param name="client">Who calls; follows no redirect.</param>
    /// <param name="source">The table.</param>
    /// <param name="framed">The pattern of what the service's own pages show in a frame, if any.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(HttpClient client, EndpointDataSource source, string? framed = null)
    {
        var (asked, faults) = (0, new List<string>());
        foreach (var endpoint in source.Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = Constraint().Replace(endpoint.RoutePattern.RawText!, "");
            var isGet = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET", StringComparer.Ordinal) != false;
            using var request = new HttpRequestMessage(isGet ? HttpMethod.Get : HttpMethod.Post, new Uri(AddressOf(endpoint.RoutePattern.RawText!), UriKind.Relative));
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var policy = answer.Headers.TryGetValues("Content-Security-Policy", out var values) ? string.Join(" / ", values) : "none";
            if (policy.Contains("unsafe", StringComparison.Ordinal) || !policy.StartsWith("default-src 'none'; ", StringComparison.Ordinal)
                || !policy.Contains($"frame-ancestors {(pattern == framed ? "'self'" : "'none'")}", StringComparison.Ordinal))
            {
                faults.Add($"{pattern}: {(int)answer.StatusCode} {policy}");
            }

            asked++;
        }

        Assert.That(asked, Is.GreaterThan(20));
        return faults;
    }

    private static string AddressOf(string pattern) => "/" + Parameter().Replace(pattern, part => part.Groups["sort"].Value switch
    {
        "guid" => Guid.Empty.ToString(),
        "long" or "int" => "1",
        _ => "x",
    }).TrimStart('/');

    [GeneratedRegex("\\{\\**[A-Za-z]+(:(?<sort>[a-z]+)[^}]*)?\\??\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(":[a-z]+(?=})", RegexOptions.None, 1000)]
    private static partial Regex Constraint();
}
