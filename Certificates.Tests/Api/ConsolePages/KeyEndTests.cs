using System.Globalization;
using System.Text.RegularExpressions;
using Certificates.Core;
using Certificates.Core.Access;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>A key asked for in the browser ends with the day that was chosen.</summary>
internal sealed partial class KeyEndTests
{
    private const string Institution = "0356";
    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync(Institution);

    [Test]
    public async Task Key_WithALastDay_EndsWithThatDayInChina()
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        using var other = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        var last = TimeProvider.System.Today().AddDays(40);
        var asked = await AskAsync(asker, last);
        var proposal = Proposal().Matches(asked)[^1].Value;
        Assert.That(await other.ReadAsync(proposal), Does.Contain("到期"));
        using (await other.PostAsync(proposal, $"{proposal}/confirmation"))
        {
        }

        var ends = $"{ChinaTime.StartOf(last.AddDays(1)).UtcDateTime:yyyy-MM-ddTHH:mm:ss}";
        Assert.That(await Api.CountAsync($"SELECT COUNT(*) FROM ApiKey WHERE Person = '有期限的系统' AND ExpiresAt LIKE '{ends}%'"), Is.EqualTo(1));
    }

    [TestCase(-1)]
    [TestCase(370)]
    public async Task Key_ThatWouldEndBeforeTodayOrBeyondAYear_IsRefused_AndTheDayStandsAsTyped(int days)
    {
        using var asker = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver, Institution);
        var last = TimeProvider.System.Today().AddDays(days);
        var refused = await AskAsync(asker, last);

        Assert.That(refused, Does.Contain("role=\"alert\"").And.Contain($"value=\"{Text(last)}\""));
        Assert.That(await asker.SubmitAsync(
            "/console/keys", "/console/keys", ("person", "某系统"), ("role", "operator"), ("expiresAt", "someday")), Does.Contain("href=\"#expiresAt\""));
    }

    private static Task<string> AskAsync(ConsoleBrowser asker, DateOnly last) => asker.SubmitAsync(
        "/console/keys", "/console/keys", ("person", "有期限的系统"), ("owner", "某人"), ("role", "operator"), ("expiresAt", Text(last)));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex("/console/inbox/proposals/[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Proposal();
}
