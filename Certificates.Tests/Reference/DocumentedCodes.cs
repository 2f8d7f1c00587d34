using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Certificates.Tests.Reference;

/// <summary>
/// Holds every problem that a test is answered against the served OpenAPI document of its call: a code that clients are not told of would
/// be one they cannot handle. What no call is behind (an unknown address, another method) is no call's answer.
/// </summary>
internal sealed class DocumentedCodes(string service, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<JsonNode>>> Documents = new(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return answer;
        }

        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (body.Length == 0)
        {
            // the answer to HEAD has the head alone
            return answer;
        }

        var code = (string?)JsonNode.Parse(body)?["code"];
        var document = await Documents.GetOrAdd(service, _ => new(() => DocumentAsync(new Uri(request.RequestUri!, "/openapi/v1.json")))).Value;
        if (CallOf(document, request) is var (name, call) && !Codes(call, (int)answer.StatusCode).Contains($"`{code}`", StringComparison.Ordinal))
        {
            Assert.Fail($"{name} answered {(int)answer.StatusCode} {code}, which its OpenAPI document does not have.");
        }

        return answer;
    }

    // The first problem of a run may be that its address asked too much: then the document waits as its asker is told to.
    private async Task<JsonNode> DocumentAsync(Uri address)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var answer = await base.SendAsync(request, CancellationToken.None);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
            {
                return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
            }

            await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value, CancellationToken.None);
        }
    }

    private static (string Name, JsonNode Call)? CallOf(JsonNode document, HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        foreach (var (template, item) in document["paths"]!.AsObject().OrderBy(pair => pair.Key.Count(unit => unit == '{')))
        {
            var pattern = $"^{Regex.Replace(Regex.Escape(template), @"\\\{[^}]*}", "[^/]+")}$";
            if (Regex.IsMatch(path, pattern)
                && item!.AsObject().FirstOrDefault(pair => request.Method.Method.Equals(pair.Key, StringComparison.OrdinalIgnoreCase)).Value is { } call)
            {
                return ($"{request.Method} {template}", call);
            }
        }

        return null;
    }

    private static string Codes(JsonNode call, int status) => (string?)call["responses"]?[$"{status}"]?["description"] ?? "";
}
