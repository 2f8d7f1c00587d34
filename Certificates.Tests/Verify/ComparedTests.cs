using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Register;

namespace Certificates.Tests.Verify;

/// <summary>What a verdict says was compared, and the ID number that its page takes on the spot.</summary>
[TestFixture]
internal sealed class ComparedTests
{
    private const string Rely = "采信";
    private TestSite _site = null!;
    private FormBrowser _visitor = null!;

    private static VersionRecord Known => TestRegister.Valid;

    private static string Qr => $"/q/{TestRegister.TokenOf(Known)}";

    [SetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync();
        _visitor = new FormBrowser(_site);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _visitor.Dispose();
        await _site.DisposeAsync();
    }

    [TestCase("number,name", "number,name", "idNumber,photo")]
    [TestCase("number,idNumber", "number,idNumber", "name,photo")]
    [TestCase("number,name,idNumber", "number,name,idNumber", "photo")]
    [TestCase("name,idNumber", "name,idNumber", "number,photo")]
    public async Task Json_OfWhatWasGiven_NamesItAsComparedAndTheRestAsNot(string given, string compared, string rest)
    {
        var verdict = await AskAsync(given, TestRegister.ValidName);
        var one = verdict["items"]?[0] ?? verdict;

        Assert.That((Joined(one["compared"]), Joined(one["notCompared"])), Is.EqualTo((compared, rest)));
    }

    [Test]
    public async Task Json_OfNothingFound_NamesAllAsNotComparedWhateverWasGiven([Values("number,name", "number,name,idNumber")] string given)
    {
        var verdict = await AskAsync(given, "夏博");

        Assert.That(((string?)verdict["verdict"], Joined(verdict["compared"]), Joined(verdict["notCompared"])), Is.EqualTo(("not_found", "", "number,name,idNumber,photo")));
    }

    [Test]
    public async Task Page_OfNumberAndName_SaysWhatItComparedAndNeverThatOneMayRelyOnIt()
    {
        var page = await PostAsync("/", ("number", Known.Number), ("name", Known.Name), ("idNumber", ""));

        Assert.That(page, Does.Contain("证书有效").And.Contain("证书编号、姓名").And.Contain("证件号码、照片（请您与持证人本人对照）").And.Not.Contain(Rely));
        Assert.That(page, Does.Contain("核对证件号码").And.Contain($"<input type=\"hidden\" name=\"number\" value=\"{Known.Number}\""));
    }

    [Test]
    public async Task Page_OfAllThree_SaysThatOneMayRelyOnIt()
    {
        var page = await PostAsync("/", ("number", Known.Number), ("name", Known.Name), ("idNumber", TestRegister.ValidIdNumber));

        Assert.That(page, Does.Contain("可以采信").And.Contain("照片（请您与持证人本人对照）").And.Not.Contain("class=\"completion\""));
    }

    [Test]
    public async Task QrPage_GivenTheIdNumber_ComparesItToo()
    {
        var scanned = await _visitor.ReadAsync(Qr);
        var right = await PostAsync(Qr, ("idNumber", TestRegister.ValidIdNumber));
        var wrong = await PostAsync(Qr, ("idNumber", TestRegister.PicturedIdNumber));

        Assert.That(scanned, Does.Contain("证书有效").And.Contain($"action=\"/q/").And.Not.Contain(Rely));
        Assert.That(right, Does.Contain("证书有效").And.Contain("可以采信"));
        Assert.That(wrong, Does.Contain("未查询到").And.Not.Contain(Known.Name).And.Contain($"value=\"{TestRegister.PicturedIdNumber}\""));
    }

    [Test]
    public async Task QrPage_AfterTenWrongIdNumbers_KeepsItsVerdictAndComparesNoMore()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.That(await PostAsync(Qr, ("idNumber", $"H1234500{i}")), Does.Contain("未查询到"));
        }

        var wrong = await PostAsync(Qr, ("idNumber", "H12345999"));
        var right = await PostAsync(Qr, ("idNumber", TestRegister.ValidIdNumber));
        var byNumber = await AskAsync("number,name,idNumber", TestRegister.ValidName);

        Assert.That(Told(wrong), Is.EqualTo(Told(right)), "right and wrong look alike");
        Assert.That(right, Does.Contain("证书有效").And.Contain("证件号码未比对").And.Not.Contain(Rely));
        Assert.That((Joined(byNumber["compared"]), (string?)byNumber["verdict"]), Is.EqualTo(("number,name", "valid")), "one count for both ways");
    }

    [Test]
    public async Task QrPage_OfARevokedCertificate_ShowsItsRecordAndNothingToRelyOn()
    {
        var page = await _visitor.ReadAsync($"/q/{TestRegister.TokenOf(TestRegister.Revoked)}");

        Assert.That(page, Does.Contain("现已撤销").And.Contain("登记库中的记录").And.Not.Contain("逐项核对").And.Not.Contain(Rely).And.Not.Contain("class=\"completion\""));
    }

    [TestCase("altered")]
    [TestCase("copied")]
    [TestCase("superseded")]
    [TestCase("revoked")]
    [TestCase("cancelled")]
    [TestCase("suspended")]
    public async Task Page_OfWhatIsNotInForce_AsksNobodyToCompareLineByLine(string sample) =>
        Assert.That(await _visitor.ReadAsync($"/sample/{sample}"), Does.Not.Contain("逐项核对").And.Not.Contain(Rely));

    [TestCase("imported", "SF2021000123", "编号写法（连字符、空格等）可能与原件不同")]
    [TestCase("imported_printed", "SF-2021-000123", "本系统没有它的 PDF")]
    public async Task Page_OfAnImportedCertificate_ShowsItsNumberAsPrintedAndNoLicenceIdentifier(string sample, string number, string words)
    {
        var page = await _visitor.ReadAsync($"/sample/{sample}");

        Assert.That(page, Does.Contain(number).And.Contain(words).And.Not.Contain("电子证照标识"));
    }

    private static string Told(string page) => page[page.IndexOf("<article", StringComparison.Ordinal)..page.IndexOf("数据时间", StringComparison.Ordinal)];

    private static string Joined(JsonNode? codes) => string.Join(',', codes!.AsArray().Select(code => (string?)code));

    private async Task<JsonNode> AskAsync(string given, string name)
    {
        using var client = _site.Client();
        string? Given(string field, string value) => given.Split(',').Contains(field) ? value : null;
        using var response = await client.PostAsJsonAsync(new Uri("/v1/verifications", UriKind.Relative), new
        {
            number = Given("number", Known.Number),
            name = Given("name", name),
            idNumber = Given("idNumber", TestRegister.ValidIdNumber),
        });
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private async Task<string> PostAsync(string address, params (string Name, string Value)[] fields)
    {
        using var response = await _visitor.PostAsync(address, fields);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }
}
