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
        await Api.MakeKeyAsync("of last year", Core.Access.ApiKeyRole.Auditor, null, DateTimeOffset.UtcNow.AddMinutes(-1));
        using var client = Api.Client("of last year");

        Assert.That((int)(await client.GetAsync("/v1/batches")).StatusCode, Is.EqualTo(401));
    }

    [TestCase(-1)]
    [TestCase(367 * 24)]
    public async Task Key_ThatEndsInThePastOrAfterMoreThanAYear_IsRefused(int hours)
    {
        using var authority = Api.Client("authority");
        using var made = await authority.PostAsJsonAsync(
            "/v1/keys", new { role = "auditor", person = "tests", expiresAt = DateTimeOffset.UtcNow.AddHours(hours) });

        await Problem.AssertAsync(made, 400, "expires_at_invalid");
    }

    [Test]
    public async Task Key_WithoutAnEnd_EndsInAYear()
    {
        using var authority = Api.Client("authority");
        using var made = await authority.PostAsJsonAsync("/v1/keys", new { role = "auditor", person = "tests" });
        var key = (await made.Content.ReadFromJsonAsync<JsonNode>())!["key"]!;
        var (created, ends) = (key["createdAt"]!.GetValue<DateTimeOffset>(), key["expiresAt"]!.GetValue<DateTimeOffset>());

        Assert.That(ends, Is.EqualTo(created.AddYears(1)).Within(TimeSpan.FromSeconds(1)));
    }

    [TestCase(59, true)]
    [TestCase(61, false)]
    public async Task Key_ThatSoonEnds_IsWarnedWithEachAnswer(int days, bool isWarned)
    {
        var name = $"ending {days}";
        await Api.MakeKeyAsync(name, Core.Access.ApiKeyRole.Operator, "0001", DateTimeOffset.UtcNow.AddDays(days));
        using var client = Api.Client(name);
        using var response = await client.GetAsync("/v1/batches");

        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(response.Headers.Contains("Warning"), Is.EqualTo(isWarned));
        Assert.That(!isWarned || response.Headers.GetValues("Warning").Single().StartsWith("299 - \"This key ends at ", StringComparison.Ordinal), Is.True);
    }

    [TestCase("王\n甲")]
    [TestCase("王甲\r")]
    [TestCase("\u202e甲王")]
    [TestCase("王\u200b甲")]
    [TestCase("<b>王甲</b>")]
    [TestCase("王\u2028甲")]
    public async Task Key_ForAPersonWhoseTextIsNotPlain_IsRefusedWithWords(string person)
    {
        using var authority = Api.Client("authority");
        using var made = await authority.PostAsJsonAsync("/v1/keys", new { role = "auditor", person });
        using var owned = await authority.PostAsJsonAsync("/v1/keys", new { role = "auditor", person = "系统", owner = person });

        await Problem.AssertAsync(made, 400, "person_invalid");
        await Problem.AssertAsync(owned, 400, "person_invalid");
        Assert.That(await made.Content.ReadAsStringAsync(), Does.Contain("U+"));
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
