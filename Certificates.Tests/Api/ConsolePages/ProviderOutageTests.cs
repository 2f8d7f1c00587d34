using System.Net;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>While the provider of sign-ins does not answer, people are told so and stay where they are.</summary>
internal sealed class ProviderOutageTests
{
    private string _secretFile = "";
    private RunningApi _api = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _secretFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(_secretFile, "a secret of the tests alone");
        var port = FreePort.Next();
        _api = await RunningApi.StartAsync(
            clock: null, ("Urls", $"http://127.0.0.1:{port}"), ("Console:BaseUrl", $"http://localhost:{port}"),
            ("Console:Oidc:Authority", $"http://127.0.0.1:{FreePort.Next()}"), ("Console:Oidc:ClientId", "console"),
            ("Console:Oidc:ClientSecretFile", _secretFile), ("Console:Oidc:Name", "统一身份认证"));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await (_api?.DisposeAsync() ?? default);
        File.Delete(_secretFile);
    }

    [Test]
    public async Task SignIn_WhileTheProviderIsDown_SaysSoAtTheSignInPage()
    {
        using var browser = new ConsoleBrowser(_api);
        using var answer = await browser.GetAsync("/console/sign-in/provider?next=/console/people");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(page, Does.Contain("暂时无法连接统一身份认证").And.Contain("name=\"password\""));
        });
    }

    [Test]
    public async Task StepUp_WhileTheProviderIsDown_SaysSoAndTakesTheCodeHere()
    {
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        using var answer = await person.GetAsync("/console/sign-in/provider/again?next=/console/people");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("暂时无法连接统一身份认证").And.Contain("id=\"code\""));
    }

    [Test]
    public async Task Link_WhileTheProviderIsDown_KeepsWhatWasTyped()
    {
        using var person = await ConsoleBrowser.SignedInAsync(_api, ApiKeyRole.Authority);
        var address = $"/console/people/{person.Account.Id}";
        using var answer = await person.PostAsync(address, $"{address}/link", ("subject", "emp-0042"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("暂时无法连接统一身份认证").And.Contain("emp-0042"));
    }
}
