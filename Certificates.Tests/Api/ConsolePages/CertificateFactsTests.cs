using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Tests.Intake;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>Everything that is needed to decide over a certificate: what it was issued for, and what it looks like beside what it would become.</summary>
internal sealed class CertificateFactsTests
{
    private const string Institution = "0353";

    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Certificate_SaysItsBatch_ItsCandidateNumber_AndItsScores_ToItsOwnPeople()
    {
        await Api.AddInstitutionAsync(Institution);
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, Institution);
        using var approver = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var stranger = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver);
        var (batch, number) = await IssueAsync(Csv.Row(candidate: "FACT-1"));
        var page = await clerk.ReadAsync($"/console/certificates/{number}");

        Assert.That(page, Does.Contain($"href=\"/console/batches/{batch}\"").And.Contain("第 2 行").And.Contain("FACT-1"));
        Assert.That(page, Does.Match("理论知识成绩</dt>\\s*<dd>73<").And.Match("专业能力成绩</dt>\\s*<dd>61.5<"));
        Assert.That(page, Does.Not.Contain("990000"), "the ID number stands on the paper alone");

        await AskForAPhotoAsync(clerk, number);
        var request = $"/console/inbox/requests/{await Api.CountAsync("SELECT MAX(Id) FROM ChangeRequest")}";
        var waiting = await approver.ReadAsync(request);
        var (before, then) = ($"/console/certificates/{number}/photo?version=1", $"{request}/photo");
        Assert.That(waiting, Does.Contain($"src=\"{before}\"").And.Contain($"src=\"{then}\"").And.Contain($"/console/certificates/{number}/pdf?version=1"));
        var (old, next) = (await PhotoAsync(approver, before), await PhotoAsync(approver, then));
        Assert.That(old, Is.Not.EqualTo(next));
        using (var hidden = await stranger.GetAsync(before))
        {
            Assert.That((int)hidden.StatusCode, Is.EqualTo(404));
        }

        using (await approver.PostAsync(request, $"{request}/approval"))
        {
            Assert.That(await PhotoAsync(clerk, $"/console/certificates/{number}/photo"), Is.EqualTo(next), "the one in force");
            Assert.That(await PhotoAsync(clerk, before), Is.EqualTo(old), "what was stays to be seen");
            Assert.That(await approver.ReadAsync(request), Does.Contain($"src=\"{before}\""), "as it stood when it was asked for");
        }
    }

    private static async Task<(string Batch, string Number)> IssueAsync(string row)
    {
        using var client = Api.Client($"{Institution}-operator");
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes($"{Csv.Header},照片\n{row},a.jpg")), "file", "成绩.csv" },
            { new ByteArrayContent(Zips.Of("a.jpg")), "photos", "photos.zip" },
        };
        using var sent = await client.PostAsync("/v1/batches", form);
        Assert.That((int)sent.StatusCode, Is.EqualTo(202), await sent.Content.ReadAsStringAsync());
        await client.GetStringAsync($"{sent.Headers.Location}/events");
        var rows = await client.GetFromJsonAsync<JsonNode>($"{sent.Headers.Location}/rows");
        return (sent.Headers.Location!.ToString().Split('/')[^1], (string)rows!["items"]![0]!["certificateNumber"]!);
    }

    private static async Task AskForAPhotoAsync(ConsoleBrowser clerk, string number)
    {
        var page = $"/console/certificates/{number}/correction";
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await clerk.TokenAsync(page)), "__RequestVerificationToken" },
            { new StringContent("data_error"), "category" }, { new StringContent("照片贴错"), "reason" },
            { new ByteArrayContent(Zips.Different(99)), "photo", "new.jpg" },
        };
        using var asked = await clerk.Client.PostAsync(new Uri(page, UriKind.Relative), form);
        Assert.That((int)asked.StatusCode, Is.EqualTo(302), await asked.Content.ReadAsStringAsync());
    }

    private static async Task<byte[]> PhotoAsync(ConsoleBrowser person, string address)
    {
        using var answer = await person.GetAsync(address);
        Assert.That(((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType), Is.EqualTo((200, "image/jpeg")), address);
        Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
