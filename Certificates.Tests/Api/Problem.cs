using System.Text.Json.Nodes;

namespace Certificates.Tests.Api;

/// <summary>What every problem document must be (RFC 9457 and the contract).</summary>
internal static class Problem
{
    public static async Task<JsonNode> AssertAsync(HttpResponseMessage answer, int status, string code)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), body);
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var problem = JsonNode.Parse(body)!;
        Assert.Multiple(() =>
        {
            Assert.That(problem["code"]!.GetValue<string>(), Is.EqualTo(code));
            Assert.That(problem["status"]!.GetValue<int>(), Is.EqualTo(status));
            Assert.That(problem["type"]!.GetValue<string>(), Does.StartWith("http").And.EndsWith($"/problems/{code}"));
            Assert.That(problem["title"]!.GetValue<string>(), Is.Not.Empty);
            Assert.That(problem["detail"]!.GetValue<string>(), Is.Not.Empty);
            Assert.That(body, Does.Not.Contain("   at ").And.Not.Contain("Exception").And.Not.Contain("SELECT"));
        });
        return problem;
    }
}
