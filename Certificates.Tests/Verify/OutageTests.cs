using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Tests.Resilience;

namespace Certificates.Tests.Verify;

/// <summary>The site while its register is away, and after it came back; nothing is restarted.</summary>
[Category(Categories.Faults)]
internal sealed class OutageTests
{
    private readonly FaultPlan _plan = new();

    [Test]
    public async Task RegisterAway_SaysUnavailableAndNeverNotValid_AndAnswersAgainByItself()
    {
        await using var site = await TestSite.StartAsync(
            new FaultyDialect($"Data Source={TestRegister.Folder}/register.db", _plan, readOnly: true));
        using var client = site.Client();
        var question = new { number = TestRegister.Valid.Number, name = TestRegister.ValidName };
        async Task<(HttpResponseMessage Response, JsonNode Body)> AskAsync()
        {
            var response = await client.PostAsJsonAsync(new Uri("/v1/verifications", UriKind.Relative), question);
            return (response, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
        }

        var before = await AskAsync();
        _plan.IsDown = true;
        var during = await AskAsync();
        using var health = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        _plan.IsDown = false;
        var after = await AskAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)before.Body["verdict"], Is.EqualTo("valid"));
            Assert.That(during.Response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(during.Response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That((string?)during.Body["verdict"], Is.EqualTo("unavailable"));
            Assert.That((string?)during.Body["asked"], Is.EqualTo(TestRegister.Valid.Number));
            Assert.That(health.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(await health.Content.ReadAsStringAsync(), Does.Contain("The register cannot be asked"));
            Assert.That((string?)after.Body["verdict"], Is.EqualTo("valid"));
        }
    }
}
