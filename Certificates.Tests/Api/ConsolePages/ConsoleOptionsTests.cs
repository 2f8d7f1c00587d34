using Certificates.Core.Composition;

namespace Certificates.Tests.Api.ConsolePages;

internal sealed class ConsoleOptionsTests
{
    [TestCase("https://console.example.cn")]
    [TestCase("https://console.example.cn:8443/")]
    [TestCase("http://localhost:5080")]
    [TestCase("")]
    public void BaseUrl_ThatPasskeysCanBeBoundTo_IsTaken(string address) =>
        Assert.That(new ConsoleOptionsValidator().Validate(null, new ConsoleOptions { BaseUrl = address }).Succeeded, Is.True);

    [TestCase("http://127.0.0.1:5080")]
    [TestCase("https://192.0.2.7")]
    [TestCase("https://[2001:db8::1]")]
    [TestCase("http://console.example.cn")]
    [TestCase("https://console.example.cn/console")]
    [TestCase("https://someone@console.example.cn")]
    [TestCase("console.example.cn")]
    public void BaseUrl_ThatPasskeysCannotBeBoundTo_IsAFaultThatNamesIt(string address) => Assert.That(
        new ConsoleOptionsValidator().Validate(null, new ConsoleOptions { BaseUrl = address }).FailureMessage,
        Does.StartWith("Console:BaseUrl is '").And.Contain(address));

    [TestCase("", "https://id.example.cn", "console", "Console:BaseUrl")]
    [TestCase("https://console.example.cn", "http://id.example.cn", "console", "Console:Oidc:Authority")]
    [TestCase("https://console.example.cn", "https://id.example.cn", "", "Console:Oidc:ClientId")]
    [TestCase("https://console.example.cn", "https://id.example.cn", "console", "Console:Oidc:ClientSecretFile")]
    public void Provider_ThatIsHalfConfigured_IsAFaultThatNamesWhatIsMissing(string address, string authority, string client, string option)
    {
        var options = new ConsoleOptions
        {
            BaseUrl = address,
            Oidc = new OidcOptions { Authority = authority, ClientId = client, ClientSecretFile = "/nowhere/secret" },
        };

        Assert.That(new ConsoleOptionsValidator().Validate(null, options).FailureMessage, Does.StartWith(option));
    }
}
