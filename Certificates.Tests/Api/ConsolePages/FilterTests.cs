using System.Text.RegularExpressions;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>Finding one's way in many rows: of a file that was tried, and of a batch.</summary>
internal sealed partial class FilterTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task DryRun_ShowsTheRowsOfOneOutcomeOrOneFault_AndHowManyThereAre()
    {
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        var (address, all) = await clerk.TryAsync(Csv.File(issued: 1, notPassed: 2, rejected: 3));
        var fault = Option().Matches(all).Select(option => option.Groups["value"].Value).Single(value => value == "grade_unknown");

        Assert.Multiple(async () =>
        {
            Assert.That(Rows(all), Is.EqualTo(5));
            Assert.That(all, Does.Contain("全部（5）").And.Match("未合格\\s*（2）").And.Match("已退回\\s*（3）"));
            Assert.That(Rows(await clerk.ReadAsync($"{address}?outcome=not_passed&fault=")), Is.EqualTo(2));
            Assert.That(Rows(await clerk.ReadAsync($"{address}?fault={fault}")), Is.EqualTo(3));
            Assert.That(Rows(await clerk.ReadAsync($"{address}?outcome=not_passed&fault={fault}")), Is.Zero);
            Assert.That(Rows(await clerk.ReadAsync($"{address}?outcome=nonsense&fault=nonsense")), Is.Zero, "nothing has a fault of that name");
        });
    }

    [Test]
    public async Task Batch_ShowsTheRowsThatAreHeld()
    {
        await Api.AddInstitutionAsync("0361", publicityDays: 5);
        using var clerk = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator, "0361");
        var batch = await clerk.SendAsync(Csv.File(issued: 3));
        using (await clerk.PostAsync(batch, $"{batch}/rows/2/hold", ("category", "complaint"), ("reason", "来信编号 12")))
        {
        }

        Assert.Multiple(async () =>
        {
            Assert.That(Rows(await clerk.ReadAsync(batch)), Is.EqualTo(3));
            Assert.That(await clerk.ReadAsync($"{batch}?outcome=held"), Does.Contain("来信编号 12").And.Contain("aria-current=\"true\">暂缓签发"));
            Assert.That(Rows(await clerk.ReadAsync($"{batch}?outcome=held")), Is.EqualTo(1));
        });
    }

    private static int Rows(string page) => Row().Count(page);

    [GeneratedRegex("<tr class=\"tone-", RegexOptions.None, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("<option value=\"(?<value>[a-z_]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Option();
}
