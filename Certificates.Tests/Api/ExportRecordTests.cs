using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Certificates.Core.Access;
using Certificates.Tests.Api.ConsolePages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api;

/// <summary>Whatever gives something of a batch away is on record with the batch, in the API and in the console.</summary>
internal sealed partial class ExportRecordTests
{
    private static RunningApi Api => SharedApi.Running;

    [TestCase("/v1/")]
    [TestCase("/console/")]
    public async Task EveryReadOfABatch_IsOnRecordWithIt(string group)
    {
        string[] routes =
        [
            .. Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET", StringComparer.Ordinal) == true)
                .Select(route => Constraint().Replace("/" + route.RoutePattern.RawText!.Trim('/'), ""))
                .Where(route => route.StartsWith(group, StringComparison.Ordinal) && route.Contains("/batches/{id}", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal),
        ];
        Assert.That(string.Join(' ', routes), Does.Contain("rows.csv").And.Contain("rows.xlsx").And.Contain("certificates.zip"));
        using var person = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver);
        var batch = (string)(await Api.IssueAsync(Csv.File()))["id"]!;
        using var client = group == "/v1/" ? Api.Client("approver") : null;
        foreach (var route in routes)
        {
            using var answer = await (client ?? person.Client).GetAsync(new Uri(route.Replace("{id}", batch, StringComparison.Ordinal).Replace("{row}", "1", StringComparison.Ordinal), UriKind.Relative));
            Assert.That((int)answer.StatusCode, Is.LessThan(400), route);
            _ = await answer.Content.ReadAsByteArrayAsync();
        }

        using var authority = Api.Client("authority");
        string[] recorded = [];
        for (var i = 0; i < 50 && !routes.All(route => recorded.Contains($"GET {route}", StringComparer.Ordinal)); i++)
        {
            await Task.Delay(100);
            var page = await authority.GetFromJsonAsync<JsonNode>($"/v1/access-records?batch={batch}&limit=200");
            recorded = [.. page!["items"]!.AsArray().Select(record => (string)record!["call"]!)];
        }

        Assert.That(recorded, Is.SupersetOf(routes.Select(route => $"GET {route}")));
    }

    [GeneratedRegex(":[a-z]+(?=})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Constraint();
}
