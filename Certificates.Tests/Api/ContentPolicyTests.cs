using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Tests.Api.ConsolePages;
using Certificates.Tests.Verify;
using Certificates.Tests.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Certificates.Tests.Api;

/// <summary>
/// No answer lets anything inline; and in Chromium what that could break: the reference page, which styles itself, and a PDF in a frame.
/// </summary>
internal sealed class ContentPolicyTests
{
    [Test]
    public async Task EveryAnswer_HasAPolicyThatLetsNothingInline()
    {
        using var nobody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = SharedApi.Running.Address };
        using var authority = await ConsoleBrowser.SignedInAsync(SharedApi.Running, ApiKeyRole.Authority);
        using var approver = await ConsoleBrowser.SignedInAsync(SharedApi.Running, ApiKeyRole.Approver);
        var endpoints = SharedApi.Running.Services.GetRequiredService<EndpointDataSource>();
        foreach (var client in (HttpClient[])[nobody, authority.Client, approver.Client])
        {
            Assert.That(await ContentPolicies.FaultsAsync(client, endpoints, framed: "/console/certificates/{number}/pdf"), Is.Empty);
        }
    }

    [Test]
    [Category(Categories.Browser)]
    public async Task ReferencePage_IsStyled_AndItsClientOpens_WithoutAWordOfThePolicy()
    {
        await using var browser = await Chromium.StartAsync();
        var page = await browser.OpenAsync(SharedApi.Running.Address, width: 1280);
        var said = Listen(page);
        await page.GotoAsync("/docs/");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("专业技术等级证书签发");

        // The side bar stands beside what it leads to, and the lines of an example are numbered: that is what the styles do.
        var (bar, heading) = (await BoxAsync(page, "aside"), await BoxAsync(page, "h1"));
        Assert.That(bar.X + bar.Width, Is.LessThanOrEqualTo(heading.X));
        await page.Locator("button", new() { HasText = "Test Request" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("Send Request").First).ToBeVisibleAsync();
        Assert.That(
            await page.EvaluateAsync<string>(
                "getComputedStyle(document.querySelector('pre code')).getPropertyValue('--line-digits').trim()"), Is.Not.Empty);
        Assert.That(said, Is.Empty);
    }

    [Test]
    [Category(Categories.Browser)]
    public async Task Pdf_OfACertificate_IsShownInItsFrame()
    {
        await using var browser = await Chromium.StartAsync();
        var batch = await SharedApi.Running.IssueAsync(Csv.File());
        using var client = SharedApi.Running.Client("operator");
        var rows = await client.GetFromJsonAsync<JsonNode>($"/v1/batches/{batch["id"]}/rows");
        var page = await ConsoleWalker.SignInAsync(SharedApi.Running, browser, ApiKeyRole.Operator, "0001");
        var said = Listen(page);
        await page.GotoAsync($"/console/certificates/{rows!["items"]![0]!["certificateNumber"]}");
        await page.Locator("iframe.pdf").ScrollIntoViewIfNeededAsync();
        for (var i = 0; i < 100 && !page.Frames.Any(IsViewer); i++)
        {
            await Task.Delay(100);
        }

        Assert.That(page.Frames.Any(IsViewer), Is.True, "the browser's viewer of PDFs");
        Assert.That(said, Is.Empty);

        static bool IsViewer(IFrame frame) => frame.Url.StartsWith("chrome-extension:", StringComparison.Ordinal);
    }

    /// <summary>What the browser says of the policy.</summary>
    private static List<string> Listen(IPage page)
    {
        var said = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                said.Add(message.Text);
            }
        };
        return said;
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(IPage page, string part) => (await page.Locator(part).First.BoundingBoxAsync())!;
}
