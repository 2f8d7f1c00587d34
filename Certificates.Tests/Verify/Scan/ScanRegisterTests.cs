using System.Net;
using Certificates.Core.Data;
using Certificates.Core.Register.StatusLists;
using Certificates.Tests.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Verify.Scan;

/// <summary>The page on both services as they are: what is issued and ended is told apart by the list that the Api signs.</summary>
[TestFixture]
[Category(Categories.Browser)]
internal sealed class ScanRegisterTests
{
    [Test]
    public async Task Pictures_OfWhatStandsAndWhatEnded_AreToldApartWithoutANetwork()
    {
        await using var browser = await Chromium.StartAsync();
        await using var services = await BothServices.OpenAsync();
        var issued = await services.IssueAsync(3);
        var papers = new List<byte[]>();
        foreach (var certificate in issued)
        {
            papers.Add(await PdfAsync(services, certificate.Number, 1));
        }

        await BothServices.DoneAsync(services.ChangeAsync("authority", issued[1].Number, "revocation"));
        await BothServices.DoneAsync(services.CorrectAsync("authority", issued[2].Number, new { name = "余敏婧" }));
        papers.Add(await PdfAsync(services, issued[2].Number, 2));
        await SignListAsync(services);

        var page = await browser.OpenAsync(services.Site, width: 360);
        await page.InstallAsync();
        await page.ReopenOfflineAsync();
        var said = new List<string>();
        foreach (var paper in papers)
        {
            var answer = await page.ChooseAsync(await ScanBrowser.PictureOfAsync(paper, "png", "-png", "-r", "150"));
            said.Add(string.Join(' ', (await answer.InnerTextAsync()).Split('\n').Take(1)));
            await page.Locator("[data-again]").ClickAsync();
        }

        Assert.That(said, Is.EqualTo(new[] { "签名真实，不在失效清单上", "这份证书已不再有效", "这份证书已不再有效", "签名真实，不在失效清单上" }));
        await page.Context.CloseAsync();
    }

    private static async Task<byte[]> PdfAsync(BothServices services, string number, int version)
    {
        using var answer = await services.As("operator").GetAsync($"/v1/certificates/{number}/pdf?version={version}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Signs the list now, whatever the worker did within the minute.</summary>
    private static async Task SignListAsync(BothServices services)
    {
        await services.Api.Services.GetRequiredService<Database>()
            .ExecuteAsync("UPDATE StatusList SET SignedAt = NULL", null, CancellationToken.None);
        await services.Api.Services.GetRequiredService<StatusListSigner>().SignAsync(CancellationToken.None);
    }
}
