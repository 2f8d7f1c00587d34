namespace Certificates.Tests.Verify;

/// <summary>Tests that ask one site over HTTP, without a browser.</summary>
internal abstract class SiteTests
{
    protected TestSite Site { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Site = await TestSite.StartAsync();
        Client = Site.Client();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        Client.Dispose();
        await Site.DisposeAsync();
    }
}
