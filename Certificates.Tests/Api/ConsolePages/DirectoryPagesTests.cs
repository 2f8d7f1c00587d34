using System.Globalization;
using Certificates.Core;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>The directories as they stand, as they stood on a day, and as they will.</summary>
internal sealed class DirectoryPagesTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Institution_ChangedFromTomorrow_IsListedWithThatDay_AndOfThatDayAsItWillBe()
    {
        await Api.AddInstitutionAsync("0352");
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        var (today, tomorrow) = (TimeProvider.System.Today(), TimeProvider.System.Today().AddDays(1));
        using (var written = await authority.PostAsync(
            "/console/directories/institutions/0352", "/console/directories/institutions", ("code", "0352"), ("name", "将更名的中心"),
            ("isAssessment", "true"), ("isTraining", "true"), ("publicityDays", "0"), ("state", "frozen"), ("validFrom", Text(tomorrow)), ("document", "批文")))
        {
            Assert.That(written.Headers.Location?.ToString(), Does.EndWith("said=true"));
        }

        var list = Row(await authority.ReadAsync("/console/directories"), "0352");
        var then = Row(await authority.ReadAsync($"/console/directories?on={Text(tomorrow)}"), "0352");
        var page = await authority.ReadAsync($"/console/directories/institutions/0352?on={Text(tomorrow)}");
        var before = await authority.ReadAsync($"/console/directories/institutions/0352?on={Text(today)}");
        Assert.Multiple(() =>
        {
            Assert.That(list, Does.Not.Contain("将更名的中心").And.Contain($"{tomorrow.Year}年{tomorrow.Month}月{tomorrow.Day}日 起变更"));
            Assert.That(then, Does.Contain("将更名的中心").And.Contain("冻结"));
            Assert.That(page, Does.Contain("将更名的中心 · 冻结").And.Not.Contain("action=\"/console/directories/institutions\""));
            Assert.That(before, Does.Not.Contain("将更名的中心 · 冻结"));
        });
    }

    [Test]
    public async Task Institutions_BeyondAHundred_AreOnTheNextPage()
    {
        await using var api = await RunningApi.StartAsync();
        for (var code = 4001; code <= 4100; code++)
        {
            await api.AddInstitutionAsync(code.ToString(CultureInfo.InvariantCulture));
        }

        using var authority = await ConsoleBrowser.SignedInAsync(api, ApiKeyRole.Authority);
        var first = await authority.ReadAsync("/console/directories");
        var next = System.Text.RegularExpressions.Regex.Match(
            first, "/console/directories\\?after=([0-9]{4})", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

        Assert.That(next.Success, Is.True);
        Assert.That(first, Does.Not.Contain("institutions/4100\""));
        Assert.That(await authority.ReadAsync(next.Value), Does.Contain("institutions/4100\"").And.Not.Contain("institutions/0001\""));
    }

    [Test]
    public async Task Occupation_MadeByPage_StandsWithItsDirections_AndNoNumberIsTakenTwice()
    {
        using var authority = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Authority);
        (string, string)[] fields =
        [
            ("number", "88"), ("edition", "2030"), ("code", "2-02-38-88"), ("name", "试设的职业"), ("englishName", "Occupation Tried"),
            ("theoryPass", "60"), ("abilityPass", "65.5"), ("validFrom", "2030-01-01"), ("document", "批文〔2030〕1 号"),
            ("direction-0-number", "01"), ("direction-0-name", "试设的方向"), ("direction-0-english", "Direction Tried"), ("direction-0-grades", "senior"),
        ];
        using (var made = await authority.PostAsync("/console/directories/occupations/new", "/console/directories/occupations", fields))
        {
            Assert.That(made.Headers.Location?.ToString(), Is.EqualTo("/console/directories/occupations/88?said=true"));
        }

        var shown = await authority.ReadAsync("/console/directories/occupations/88");
        Assert.That(shown, Does.Contain("试设的职业").And.Contain("65.5").And.Contain("value=\"Direction Tried\"").And.Contain("尚未生效"));
        Assert.That(await authority.ReadAsync("/console/directories/occupations?on=2029-12-31"), Does.Not.Contain("试设的职业"));
        Assert.That(await authority.ReadAsync("/console/directories/occupations?on=2030-01-01"), Does.Contain("试设的职业"));

        var refused = await authority.SubmitAsync(
            "/console/directories/occupations/new", "/console/directories/occupations", [("number", "888"), .. fields[1..]]);
        Assert.That(refused, Does.Contain("role=\"alert\"").And.Contain("value=\"888\"").And.Contain("value=\"试设的职业\""));
    }

    [Test]
    public async Task Auditor_MakesNoOccupation()
    {
        using var auditor = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Auditor);
        using var page = await auditor.GetAsync("/console/directories/occupations/new");
        Assert.That((int)page.StatusCode, Is.EqualTo(404));
        Assert.That(await auditor.ReadAsync("/console/directories/occupations"), Does.Not.Contain("occupations/new"));
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Row(string page, string code)
    {
        var begin = page.IndexOf($"institutions/{code}", StringComparison.Ordinal);
        return page[begin..page.IndexOf("</tr>", begin, StringComparison.Ordinal)];
    }
}
