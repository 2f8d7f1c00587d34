using System.Text.RegularExpressions;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>What the pages hand out: templates, faulty rows, a preview, and certificates that are searched for.</summary>
internal sealed class DownloadPageTests
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static RunningApi Api => SharedApi.Running;

    [TestCase("grade")]
    [TestCase("training")]
    public async Task Template_OfAKind_IsAWorkbook(string kind)
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var template = await clerk.Client.GetAsync(new Uri($"/console/batches/templates/{kind}.xlsx", UriKind.Relative));

        Assert.That(template.Content.Headers.ContentType?.MediaType, Is.EqualTo(Workbook));
        Assert.That((await template.Content.ReadAsByteArrayAsync())[..2], Is.EqualTo("PK"u8.ToArray()));
    }

    [Test]
    public async Task Draft_WithFaults_GivesThemAsAWorkbook_AndOneCertificateToLookAt_AndIsSentAllTheSame()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        var (address, _) = await clerk.TryAsync(Csv.File(issued: 1, rejected: 1));
        using var rows = await clerk.Client.GetAsync(new Uri($"{address}/rows.xlsx", UriKind.Relative));
        using var preview = await clerk.Client.GetAsync(new Uri($"{address}/preview.pdf", UriKind.Relative));
        using var sent = await clerk.PostAsync(address!, "/console/batches/send", ("draft", address!.Split('/')[^1]));

        Assert.Multiple(async () =>
        {
            Assert.That(rows.Content.Headers.ContentType?.MediaType, Is.EqualTo(Workbook));
            Assert.That(preview.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/pdf"));
            Assert.That((await preview.Content.ReadAsByteArrayAsync())[..5], Is.EqualTo("%PDF-"u8.ToArray()));
            Assert.That(sent.Headers.Location?.ToString(), Does.StartWith("/console/batches/"));
        });
    }

    [Test]
    public async Task Certificate_SearchedByNameAndCandidate_IsFoundByItsOwnInstitutionAlone()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var stranger = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, RunningApi.SecondInstitution);
        var batch = await clerk.SendAsync($"{Csv.Header}\n{Csv.Row(name: "寻找人", candidate: "SEARCH-1")}");
        using (var client = Api.Client("operator"))
        {
            await client.GetStringAsync($"/v1/batches/{batch.Split('/')[^1]}/events");
        }

        (string, string)[] question = [("name", "寻找人"), ("candidateNumber", "SEARCH-1")];
        var found = await clerk.SubmitAsync("/console/certificates", "/console/certificates", question);
        var none = await stranger.SubmitAsync("/console/certificates", "/console/certificates", question);

        Assert.Multiple(() =>
        {
            Assert.That(Regex.IsMatch(found, "/console/certificates/Z0001[0-9A-Z]{17}\"", RegexOptions.None, TimeSpan.FromSeconds(1)), found);
            Assert.That(none, Does.Contain("没有符合的证书"));
        });
    }
}
