using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Register;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify;

/// <summary>The whole road of a question: real Kestrel, real register, real browser.</summary>
[TestFixture]
internal sealed class LookupTests : SiteTests
{
    [Test]
    public async Task Verifications_NumberAndName_AreValidUntilTheRegisterSaysOtherwise()
    {
        var changing = TestRegister.OfLookup;
        var before = await AskAsync(new { number = changing.Number, name = changing.Name });
        await TestRegister.SetStatusAsync(changing.Version, CertificateStatus.Suspended);
        var after = await AskAsync(new { number = changing.Number, name = changing.Name });
        await TestRegister.SetStatusAsync(changing.Version, CertificateStatus.Valid);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)before["verdict"], Is.EqualTo("valid"));
            Assert.That((string?)before["certificate"]!["occupationCode"], Is.EqualTo("2-02-38-04"));
            Assert.That((string?)after["reasons"]![0], Is.EqualTo("suspended"));
        }
    }

    [Test]
    public async Task Verifications_AsText_HaveNamesAsTheyAreWritten()
    {
        using var response = await Client.PostAsJsonAsync(
            new Uri("/v1/verifications", UriKind.Relative), new { number = TestRegister.Valid.Number, name = TestRegister.ValidName });
        var text = await response.Content.ReadAsStringAsync();

        Assert.That(text, Does.Contain($"\"{TestRegister.ValidName}\"").And.Not.Contain("\\u"));
    }

    [Test]
    public async Task Verifications_NameAndIdNumber_GiveTheListOfTheHolder()
    {
        var answer = await AskAsync(new { name = TestRegister.ValidName, idNumber = TestRegister.ValidIdNumber });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Select(member => member.Key), Is.EqualTo(new[] { "verdict", "items", "asked", "asOf" }));
            Assert.That((string?)answer["items"]!.AsArray().Single()!["certificate"]!["number"], Is.EqualTo(TestRegister.Valid.Number));
        }
    }

    [TestCase("{\"number\":\"Z00011101042610000123J\"}", "two_of_three_required")]
    [TestCase("{\"number\":\"Z00011101042610000123K\",\"name\":\"王伟\"}", "number_mistyped")]
    [TestCase("[]", "request_malformed")]
    public async Task Verifications_ThatCannotBeAnswered_SayWhyAsAProblem(string body, string code)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await Client.PostAsync(new Uri("/v1/verifications", UriKind.Relative), content);
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That((string?)problem!["code"], Is.EqualTo(code));
        }
    }

    [Test]
    public async Task Misses_UsedUpForANumber_HideTheRightAnswerToo()
    {
        await using var site = await TestSite.StartAsync(("Limits:MissesPerHour", "3"));
        using var client = site.Client();
        var question = new { number = TestRegister.Valid.Number, name = "李娜" };
        for (var miss = 0; miss < 3; miss++)
        {
            using var told = await client.PostAsJsonAsync(new Uri("/v1/verifications", UriKind.Relative), question);
            Assert.That(told.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        using var right = await client.PostAsJsonAsync(
            new Uri("/v1/verifications", UriKind.Relative), new { number = TestRegister.Valid.Number, name = TestRegister.ValidName });
        await using var restarted = await TestSite.StartOnAsync(site, ("Limits:MissesPerHour", "3"));
        using var again = restarted.Client();
        using var later = await again.PostAsJsonAsync(new Uri("/v1/verifications", UriKind.Relative), question);
        using var other = await client.PostAsJsonAsync(
            new Uri("/v1/verifications", UriKind.Relative), new { number = TestRegister.Revoked.Number, name = TestRegister.RevokedName });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(right.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(later.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests), "nor does another process give new guesses");
            Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.OK), "another number is not touched");
        }
    }

    [Test]
    [Category(Categories.Browser)]
    public async Task Qr_InUpperCase_OpensThePageOfThatCertificate()
    {
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(Site, javaScript: false);
        await page.GotoAsync($"/Q/{TestRegister.TokenOf(TestRegister.Valid)}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await HeadingAsync(page), Is.EqualTo("证书有效"));
            Assert.That(await page.Locator("dd.name").TextContentAsync(), Is.EqualTo(TestRegister.ValidName));
        }

        await page.GotoAsync("/q/HELLO");
        Assert.That(await HeadingAsync(page), Is.EqualTo("无法读取该二维码"));
    }

    [Test]
    [Category(Categories.Browser)]
    public async Task Form_Sent_AnswersWithoutAPersonInTheAddress([Values] bool javaScript)
    {
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(Site, javaScript: javaScript);
        foreach (var (number, name, heading) in new[]
        {
            (TestRegister.Valid.Number, TestRegister.ValidName, "证书有效"),
            (TestRegister.Revoked.Number, TestRegister.RevokedName, "该证书曾经发放，现已撤销，处于无效状态"),
            (TestRegister.Valid.Number, "李娜", "未查询到"),
            ("S000044010003224000123", "李娜", "未查询到"),
        })
        {
            await page.GotoAsync("/");
            await page.Locator("#number").FillAsync(number);
            await page.Locator("#name").FillAsync(name);
            await page.GetByRole(AriaRole.Button, new() { Name = "查验", Exact = true }).ClickAsync();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(await HeadingAsync(page), Is.EqualTo(heading));
                Assert.That(new Uri(page.Url).PathAndQuery, Is.EqualTo("/"));
            }
        }
    }

    [Test]
    [Category(Categories.Browser)]
    public async Task Form_AnsweredThenSwitchedToEnglish_GivesTheSameAnswerInEnglish()
    {
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(Site, javaScript: false);
        await page.GotoAsync("/");
        await page.Locator("#name").FillAsync(TestRegister.ValidName);
        await page.Locator("#idNumber").FillAsync(TestRegister.ValidIdNumber);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        Assert.That(await HeadingAsync(page), Is.EqualTo("This certificate is valid"));
    }

    private static async Task<string?> HeadingAsync(IPage page) => (await page.Locator("h1").TextContentAsync())?.Trim();

    private async Task<JsonObject> AskAsync(object question)
    {
        using var response = await Client.PostAsJsonAsync(new Uri("/v1/verifications", UriKind.Relative), question);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
