using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Api;

[NonParallelizable]
internal sealed class KeyTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Key_Made_WorksUntilItIsRevoked()
    {
        using var authority = Api.Client("authority");
        using var made = await authority.PostAsJsonAsync("/v1/keys", new { role = "operator", institutionCode = "0001", person = "测试系统" });
        var key = (await made.Content.ReadFromJsonAsync<JsonNode>())!;
        using var client = Api.Client(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key["secret"]!.GetValue<string>());

        Assert.That((int)made.StatusCode, Is.EqualTo(201));
        Assert.That((int)(await client.GetAsync("/v1/batches")).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await authority.DeleteAsync($"/v1/keys/{key["key"]!["id"]}")).StatusCode, Is.EqualTo(204));
        Assert.That((int)(await client.GetAsync("/v1/batches")).StatusCode, Is.EqualTo(401));
        Assert.That(await authority.GetStringAsync("/v1/keys?limit=1000"), Does.Contain("测试系统").And.Not.Contain(key["secret"]!.GetValue<string>()));
    }

    [Test]
    public async Task Key_ThatHasExpired_IsRefused()
    {
        using var authority = Api.Client("authority");
        using var made = await authority.PostAsJsonAsync("/v1/keys", new { role = "auditor", person = "tests", expiresAt = "2020-01-01T00:00:00Z" });
        using var client = Api.Client(null);
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", (await made.Content.ReadFromJsonAsync<JsonNode>())!["secret"]!.GetValue<string>());

        Assert.That((int)(await client.GetAsync("/v1/batches")).StatusCode, Is.EqualTo(401));
    }

    [TestCase("{\"role\":\"king\",\"person\":\"x\"}", "role_unknown")]
    [TestCase("{\"role\":\"operator\",\"person\":\"x\"}", "institution_code_invalid")]
    [TestCase("{\"role\":\"operator\",\"institutionCode\":\"9999\",\"person\":\"x\"}", "institution_unknown")]
    [TestCase("{\"role\":\"auditor\"}", "person_missing")]
    [TestCase("{\"role\":", "request_malformed")]
    [TestCase("", "request_malformed")]
    public async Task Key_AskedForWrongly_SaysWhat(string body, string code)
    {
        using var authority = Api.Client("authority");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        await Problem.AssertAsync(await authority.PostAsync("/v1/keys", content), 400, code);
    }

    [Test]
    public async Task Keys_PagedThrough_AreAllOfThem()
    {
        using var authority = Api.Client("authority");
        var all = (await authority.GetFromJsonAsync<JsonNode>("/v1/keys?limit=1000"))!["items"]!.AsArray().Select(key => key!["id"]!.GetValue<long>()).ToList();
        var (paged, after) = (new List<long>(), "");
        do
        {
            var page = (await authority.GetFromJsonAsync<JsonNode>($"/v1/keys?limit=2{after}"))!;
            paged.AddRange(page["items"]!.AsArray().Select(key => key!["id"]!.GetValue<long>()));
            after = page["next"] is { } next ? $"&after={next}" : null;
        }
        while (after is not null);

        Assert.That(paged, Is.EqualTo(all).And.Not.Empty);
    }

    [Test]
    public async Task Revocation_OfNoKey_IsNotFound()
    {
        using var authority = Api.Client("authority");

        await Problem.AssertAsync(await authority.DeleteAsync("/v1/keys/999999"), 404, "not_found");
    }
}
