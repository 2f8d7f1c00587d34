using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Certificates.Core;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Verify;

/// <summary>A number that two institutions printed for two people of one name, asked about over HTTP, on the page and in a list.</summary>
[TestFixture]
internal sealed class SharedNumberTests
{
    private const string Header = "证书编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,考核日期,发证日期";
    private const string Printed = "（2021）第001号", Name = "余敏静";
    private TestIssuing _issuing = null!;
    private TestSite _site = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        await ImportTests.ImportAsync(_issuing, Row(Printed, "991643199201143758"));
        await ImportTests.ImportAsync(_issuing, Row("(2021)第001号", "994845197312214309"), CertificateKind.Training);
        _site = await TestSite.StartForAsync(_issuing.Folder);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _site.DisposeAsync();
        await _issuing.DisposeAsync();
    }

    [Test]
    public async Task Program_ThatAsksOfBoth_IsToldWhose_AndAnsweredByOne()
    {
        using var client = _site.Client();

        using var asked = await client.PostAsJsonAsync("/v1/verifications", new { number = Printed, name = Name });
        using var answered = await client.PostAsJsonAsync("/v1/verifications", new { number = Printed, name = Name, issuedBy = "0002" });

        var problem = await asked.Content.ReadFromJsonAsync<JsonElement>();
        var verdict = await answered.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((asked.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.BadRequest, "institution_required")));
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("(0001)").And.Contain("(0002)"));
        Assert.That(verdict.GetProperty("certificate").GetProperty("institutionCode").GetString(), Is.EqualTo("0002"));
    }

    [Test]
    public async Task Page_AsksForTheInstitution_KeepsWhatWasTyped_AndAnswersByIt()
    {
        using var visitor = new FormBrowser(_site);

        var asked = await AskAsync(visitor, "");
        var wrong = await AskAsync(visitor, "0003");
        var answered = await AskAsync(visitor, "0001");

        foreach (var page in new[] { asked, wrong })
        {
            Assert.That(page, Does.Contain("有多家机构使用过这个编号").And.Contain("（0001）").And.Contain("（0002）"));
            Assert.That(page, Does.Contain("name=\"issuedBy\"").And.Contain($"value=\"{Printed}\"").And.Contain($"value=\"{Name}\""));
            Assert.That(page, Does.Not.Contain("991643").And.Not.Contain("云计算"), "nothing is said of either");
        }

        Assert.That(wrong, Does.Contain("value=\"0003\""));
        Assert.That(answered, Does.Contain("云计算").And.Contain("name=\"issuedBy\" value=\"0001\""), "the language and the third fact are asked with it");
    }

    [TestCase("证书编号,姓名", "", "暂时无法核验", "发证机构")]
    [TestCase("证书编号,姓名,发证机构", ",0002", "有效", "（2021）第001号")]
    public async Task List_WithAndWithoutTheInstitution_SaysWhatItNeedsOrWhoseItIs(string header, string more, string result, string words)
    {
        using var client = _site.Client();
        using var content = new MultipartFormDataContent { { new StringContent($"{header}\n{Printed},{Name}{more}\n"), "file", "list.csv" } };

        using var response = await client.PostAsync(new Uri("/v1/verifications/bulk", UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        Assert.That(text, Does.Contain(result).And.Contain(words));
    }

    private static async Task<string> AskAsync(FormBrowser visitor, string issuedBy)
    {
        using var response = await visitor.PostAsync("/", ("number", Printed), ("name", Name), ("idNumber", ""), ("issuedBy", issuedBy));
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }

    private static string Row(string number, string idNumber) =>
        $"{Header}\n{number},{Name},居民身份证,{idNumber},2-02-38-04,云计算运维,高级,2021-11-20,2021-12-01";
}
