using Certificates.Tests.Web;
using Microsoft.AspNetCore.Routing;

namespace Certificates.Tests.Verify;

/// <summary>No answer of the site lets anything inline.</summary>
[TestFixture]
internal sealed class ContentPolicyTests
{
    [Test]
    public async Task EveryAnswer_HasAPolicyThatLetsNothingInline()
    {
        await using var site = await TestSite.StartAsync();
        using var client = site.Client();

        Assert.That(await ContentPolicies.FaultsAsync(client, site.Get<EndpointDataSource>()), Is.Empty);
    }
}
