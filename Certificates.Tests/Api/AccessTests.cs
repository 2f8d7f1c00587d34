using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Api;

internal sealed class AccessTests
{
    private static RunningApi Api => SharedApi.Running;

    [TestCase("/v1/batches")]
    [TestCase("/v1/keys")]
    [TestCase("/v1/mistake-reports")]
    [TestCase("/v1/certificates/Z00011101042610000123J")]
    public async Task Call_WithoutKey_Is401AndSaysHow(string path)
    {
        using var client = Api.Client(null);
        using var answer = await client.GetAsync(path);

        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
        await Problem.AssertAsync(answer, 401, "unauthenticated");
    }

    [TestCase("Bearer zjk_made-up")]
    [TestCase("Bearer 密钥")]
    public async Task Call_WithWrongKey_Is401AndSaysThatItIsWrong(string header)
    {
        using var client = Api.Client(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Uri.EscapeDataString(header).Replace("%20", " ", StringComparison.Ordinal));
        using var answer = await client.GetAsync("/v1/batches");

        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer error=\"invalid_token\""));
        await Problem.AssertAsync(answer, 401, "unauthenticated");
    }

    [TestCase("checker", "GET", "/v1/batches")]
    [TestCase("checker", "GET", "/v1/certificates/Z00011101042610000123J")]
    [TestCase("authority", "POST", "/v1/batches")]
    [TestCase("auditor", "POST", "/v1/batches")]
    [TestCase("auditor", "POST", "/v1/certificates/Z00011101042610000123J/claim-code")]
    [TestCase("auditor", "POST", "/v1/keys")]
    [TestCase("auditor", "DELETE", "/v1/keys/1")]
    [TestCase("operator", "GET", "/v1/keys")]
    [TestCase("checker", "GET", "/v1/mistake-reports")]
    [TestCase("checker", "POST", "/v1/mistake-reports/01936000-0000-7000-8000-000000000000/answer")]
    [TestCase("authority", "POST", "/v1/mistake-reports/01936000-0000-7000-8000-000000000000/answer")]
    [TestCase("auditor", "POST", "/v1/mistake-reports/01936000-0000-7000-8000-000000000000/answer")]
    [TestCase("approver", "POST", "/v1/keys")]
    public async Task Call_OfAnotherRole_Is403(string role, string method, string path)
    {
        using var client = Api.Client(role);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request);

        await Problem.AssertAsync(answer, 403, "role_not_allowed");
    }

    [TestCase("approver", "/v1/batches")]
    [TestCase("authority", "/v1/batches")]
    [TestCase("auditor", "/v1/batches")]
    [TestCase("authority", "/v1/keys")]
    [TestCase("auditor", "/v1/keys")]
    [TestCase("operator", "/v1/mistake-reports")]
    [TestCase("approver", "/v1/mistake-reports?state=open")]
    [TestCase("authority", "/v1/mistake-reports?state=answered")]
    [TestCase("auditor", "/v1/mistake-reports")]
    public async Task Call_OfARoleThatMay_Is200(string role, string path)
    {
        using var client = Api.Client(role);
        using var answer = await client.GetAsync(path);

        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Batch_OfAnotherInstitution_IsNotThere()
    {
        var id = (await Api.IssueAsync(Csv.File()))["id"]!;
        var number = await NumberAsync(id);
        using var stranger = Api.Client("stranger");
        string[] paths =
        [
            $"/v1/batches/{id}", $"/v1/batches/{id}/rows", $"/v1/batches/{id}/rows.csv", $"/v1/batches/{id}/events",
            $"/v1/batches/{id}/certificates.zip", $"/v1/certificates/{number}", $"/v1/certificates/{number}/pdf",
        ];
        foreach (var path in paths)
        {
            using var answer = await stranger.GetAsync(path);
            await Problem.AssertAsync(answer, 404, "not_found");
        }

        using var renewal = await stranger.PostAsync($"/v1/certificates/{number}/claim-code", null);
        await Problem.AssertAsync(renewal, 404, "not_found");
        var list = await stranger.GetFromJsonAsync<JsonNode>("/v1/batches");
        Assert.That(list!["items"]!.AsArray(), Is.Empty);
    }

    [TestCase("authority")]
    [TestCase("auditor")]
    public async Task Batch_OfAnyInstitution_IsSeenByWhoOversees(string role)
    {
        var id = (await Api.IssueAsync(Csv.File()))["id"]!;
        using var client = Api.Client(role);

        Assert.That((int)(await client.GetAsync($"/v1/batches/{id}")).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await client.GetAsync($"/v1/certificates/{await NumberAsync(id)}/pdf")).StatusCode, Is.EqualTo(200));
    }

    private static async Task<string> NumberAsync(JsonNode batchId)
    {
        using var own = Api.Client("operator");
        var rows = await own.GetFromJsonAsync<JsonNode>($"/v1/batches/{batchId}/rows?outcome=issued");
        return rows!["items"]![0]!["certificateNumber"]!.GetValue<string>();
    }
}
