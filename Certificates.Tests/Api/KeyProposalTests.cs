using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Core.Access.Authority;
using Certificates.Core.Data;
using Certificates.Tests.Api.ConsolePages;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api;

/// <summary>
/// No key comes into being by one person: what a program of the authority asks for over the API waits for a person at the console, once the
/// authority has two. The register is a demo's, and makes keys as one that is none.
/// </summary>
internal sealed class KeyProposalTests
{
    private static readonly object Wanted = new { role = "operator", institutionCode = "0001", person = "成绩系统", owner = "王晓" };
    private RunningApi _api = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _api = await RunningApi.StartAsync();
        var storage = _api.Services.GetRequiredService<StorageOptions>();
        storage.IsSpecimen = false;
        _ = _api.Services.GetRequiredService<KeyProposals>();
        storage.IsSpecimen = true;
    }

    [TearDown]
    public async Task StopAsync() => await _api.DisposeAsync();

    [Test]
    public async Task Key_AskedForByAProgram_OpensNothingUntilAnotherPersonAgrees()
    {
        using var program = _api.Client("authority");
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        using var alone = await program.PostAsJsonAsync("/v1/keys", Wanted);
        Assert.That((int)alone.StatusCode, Is.EqualTo(201), "the authority has one person");
        using var second = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);

        using var asked = await program.PostAsJsonAsync("/v1/keys", Wanted);
        var answer = (await asked.Content.ReadFromJsonAsync<JsonNode>())!;
        using var client = _api.Client(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)answer["secret"]!);
        var before = await client.GetAsync("/v1/batches");
        var waiting = await program.GetFromJsonAsync<JsonNode>(asked.Headers.Location);
        var proposal = $"/console/inbox/proposals/{answer["proposal"]!["id"]}";
        var shown = await second.SubmitAsync(proposal, $"{proposal}/confirmation");
        var after = await client.GetAsync("/v1/batches");
        var made = await program.GetFromJsonAsync<JsonNode>(asked.Headers.Location);

        Assert.Multiple(async () =>
        {
            Assert.That((asked.StatusCode, before.StatusCode, after.StatusCode), Is.EqualTo((HttpStatusCode.Accepted, HttpStatusCode.Unauthorized, HttpStatusCode.OK)));
            Assert.That((string)waiting!["state"]!, Is.EqualTo("waiting"));
            Assert.That(shown, Does.Contain("密钥已生效").And.Not.Contain("zjk_"), "whoever agrees sees no secret");
            Assert.That((string)made!["state"]!, Is.EqualTo("made"));
            Assert.That(await program.GetStringAsync("/v1/keys?limit=1000"), Does.Contain($"\"id\":{made["keyId"]},"));
        });
    }

    [Test]
    public async Task Key_ThatAnotherPersonRefuses_NeverOpensAnything()
    {
        using var program = _api.Client("authority");
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        using var second = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        using var asked = await program.PostAsJsonAsync("/v1/keys", Wanted);
        var answer = (await asked.Content.ReadFromJsonAsync<JsonNode>())!;
        var proposal = $"/console/inbox/proposals/{answer["proposal"]!["id"]}";
        using (await second.PostAsync(proposal, $"{proposal}/refusal", ("reason", "该系统尚未验收")))
        {
        }

        using var client = _api.Client(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)answer["secret"]!);
        var refused = await program.GetFromJsonAsync<JsonNode>(asked.Headers.Location);
        Assert.That(((string)refused!["state"]!, (string)refused["reason"]!), Is.EqualTo(("refused", "该系统尚未验收")));
        Assert.That((int)(await client.GetAsync("/v1/batches")).StatusCode, Is.EqualTo(401));
    }

    [Test]
    public async Task Key_OfThePersonWhoseProgramAsked_IsNotTheirsToConfirm()
    {
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority, person: "tests authority");
        using var second = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        using var program = _api.Client("authority");
        using var asked = await program.PostAsJsonAsync("/v1/keys", Wanted);
        var proposal = $"/console/inbox/proposals/{(await asked.Content.ReadFromJsonAsync<JsonNode>())!["proposal"]!["id"]}";

        Assert.That(await person.SubmitAsync(proposal, $"{proposal}/confirmation"), Does.Contain("须由不同的人进行"));
    }

    [Test]
    public async Task Proposal_ThatIsNoKey_OrIsNone_IsNotFound()
    {
        using var program = _api.Client("authority");

        await Problem.AssertAsync(await program.GetAsync("/v1/keys/proposals/999"), 404, "not_found");
    }
}
