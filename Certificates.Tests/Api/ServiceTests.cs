extern alias Api;

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api;

internal sealed partial class ServiceTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task UnknownRoute_IsAProblem()
    {
        using var client = Api.Client(null);

        await Problem.AssertAsync(await client.GetAsync("/v1/nothing"), 404, "not_found");
    }

    [Test]
    public async Task OtherMethod_IsAProblemThatNamesTheRightOnes()
    {
        using var client = Api.Client("operator");
        using var answer = await client.PutAsync("/v1/batches", null);

        Assert.That(answer.Content.Headers.Allow, Is.EquivalentTo(new[] { "GET", "POST" }));
        await Problem.AssertAsync(answer, 405, "method_not_allowed");
    }

    [Test]
    public async Task OtherMediaType_IsAProblem()
    {
        using var client = Api.Client("authority");

        await Problem.AssertAsync(await client.PostAsync("/v1/keys", new StringContent("role=auditor")), 415, "media_type_unsupported");
    }

    [Test]
    [Category(Categories.Faults)]
    public async Task RegisterThatDoesNotAnswer_Is503WithRetryAfterAndNoMore()
    {
        await using var api = await RunningApi.StartAsync();
        await api.ExecuteAsync("ALTER TABLE Batch RENAME TO Gone");
        using var client = api.Client("operator");
        using var answer = await client.GetAsync("/v1/batches");

        Assert.That(answer.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
        await Problem.AssertAsync(answer, 503, "unavailable");
    }

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    public async Task Health_OfARunningService_IsGood(string path)
    {
        using var client = Api.Client(null);

        Assert.That(await client.GetStringAsync(path), Is.EqualTo("Healthy"));
    }

    [TestCase("/HEALTH/READY")]
    [TestCase("/Health/live")]
    [TestCase("/health/ready/")]
    public async Task Health_SpeltOtherwise_IsNotThere(string path)
    {
        using var client = Api.Client(null);
        using var answer = await client.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task HomePage_SaysWhatThisIsInBothLanguages()
    {
        using var client = Api.Client(null);

        Assert.That(await client.GetStringAsync("/"), Does.Contain("专业技术等级证书签发").And.Contain("合格者的证书即行签发").And.Contain("/docs"));
        Assert.That(await client.GetStringAsync("/?lang=en"), Does.Contain("Certificate issuing").And.Contain("a signed PDF").And.Contain("/docs"));
    }

    [Test]
    public async Task OpenApi_ListsEveryRoute_AndWhichNeedAKey()
    {
        using var client = Api.Client(null);
        var document = (await client.GetFromJsonAsync<JsonNode>("/openapi/v1.json"))!;
        var described = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(call => $"{call.Key.ToUpperInvariant()} {path.Key}"));
        var mapped = Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} {endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal).Replace(":long", "", StringComparison.Ordinal)}".TrimEnd('/')));

        Assert.That(described, Is.EquivalentTo(mapped));
        Assert.That(document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()), Is.All.Matches<KeyValuePair<string, JsonNode?>>(call =>
            call.Value!["security"]![0]!["Bearer"] is not null && call.Value["summary"] is not null));
        Assert.That(document["paths"]!["/v1/batches"]!["post"]!["requestBody"]!["content"]!.AsObject().Select(type => type.Key), Does.Contain("multipart/form-data"));
    }

    [Test]
    public async Task OpenApi_EachCall_HasItsNameCodesAndExamples()
    {
        using var client = Api.Client(null);
        var document = (await client.GetFromJsonAsync<JsonNode>("/openapi/v1.json"))!;

        Assert.That(Reference.ReferenceShape.Faults(document), Is.Empty);
        var sending = (string)document["paths"]!["/v1/batches"]!["post"]!["description"]!;
        Assert.That(sending, Does.Contain("| 准考证号 | `candidateNumber` | required |").And.Contain("结业日期").And.Contain("`photo_missing`").And.Contain("`theory_below_pass`"));
        Assert.That((string?)document["servers"]![0]!["url"], Is.EqualTo("/"));
    }

    [Test]
    public async Task ReferencePage_Opened_AsksNoOtherSite()
    {
        using var client = Api.Client(null);
        var page = await client.GetStringAsync("/docs");
        var sources = SourceAttribute().Matches(page).Select(match => match.Groups["address"].Value).ToList();

        Assert.That(sources, Is.Not.Empty);
        foreach (var source in sources)
        {
            Assert.That(new Uri(Api.Address, source).Authority, Is.EqualTo(Api.Address.Authority));
        }
    }

    [Test]
    public async Task Log_OfAWholeRun_HasNoPersonalDataAndNoSecret()
    {
        await using var api = await RunningApi.StartAsync();
        var row = Csv.Row(name: "慕容不见");
        var batch = await api.IssueAsync($"{Csv.Header}\n{row}\n{Csv.Row(name: "欧阳=坏")}");
        using var client = api.Client("operator");
        var rows = await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows");
        var number = rows!["items"]![0]!["certificateNumber"]!.GetValue<string>();
        var csv = await client.GetStringAsync($"/v1/batches/{batch["id"]}/rows.csv");
        await client.GetAsync($"/v1/certificates/{number}/pdf");
        await client.GetAsync($"/v1/certificates/{number}X");
        await client.PutAsync($"/v1/certificates/{number}?name=慕容不见", null);
        await api.ExecuteAsync("ALTER TABLE CertificateVersion RENAME TO Gone");
        await client.GetAsync($"/v1/certificates/{number}?name=慕容不见");

        Assert.That(api.Logs.Text, Does.Contain("no such table"), "the outage must be on record");
        foreach (var secret in (string[])["慕容不见", "欧阳", row.Split(',')[3], api.Keys["operator"], number, csv.TrimEnd().Split('\n')[1].Split(',')[^1].Trim()])
        {
            Assert.That(api.Logs.Text, Does.Not.Contain(secret));
        }
    }

    [GeneratedRegex("(src|href)=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceAttribute();
}
