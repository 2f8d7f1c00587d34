using System.Net;
using System.Text.RegularExpressions;

namespace Certificates.Tests.Verify;

/// <summary>A page that found nothing: it keeps what was typed, and says what looks mistyped without having asked.</summary>
[TestFixture]
internal sealed partial class NotFoundPageTests
{
    private TestSite _site = null!;
    private FormBrowser _visitor = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync();
        _visitor = new FormBrowser(_site);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _visitor.Dispose();
        await _site.DisposeAsync();
    }

    [Test]
    public async Task Page_KeepsWhatWasTyped_ToBeMended()
    {
        var page = await AskAsync(TestRegister.Valid.Number, "余敏婧", "");

        Assert.That(page, Does.Contain("未查询到").And.Contain("修改后再查").And.Contain("value=\"余敏婧\"").And.Contain($"value=\"{TestRegister.Valid.Number}\""));
    }

    [Test]
    public async Task Page_OfAKnownNumberAndOfAnUnknownOne_DifferInNothingButTheNumber()
    {
        var other = Verifying.UnknownNumbers.Of(77);
        var known = await AskAsync(TestRegister.Valid.Number, "余敏婧", "990101199001010016");
        var unknown = await AskAsync(other, "余敏婧", "990101199001010016");

        Assert.That(known, Does.Contain("校验位不符，请逐位核对"));
        Assert.That(Plain(known, TestRegister.Valid.Number), Is.EqualTo(Plain(unknown, other)));
    }

    [TestCase("zh-CN", "编号共 22 位，您填写了 19 位")]
    [TestCase("en", "has 22 characters, you typed 19")]
    public async Task Page_OfWhatLooksMistyped_NamesItAtItsFieldInEachLanguage(string language, string words)
    {
        await _visitor.ReadAsync($"/?lang={language}");
        var page = await AskAsync("Z000111010426100001", "余敏静", "");
        await _visitor.ReadAsync("/?lang=zh-CN");

        Assert.That(page, Does.Contain(words).And.Contain("<a href=\"#number\">"));
    }

    [TestCase("Z0001110104261000012J", "编号有误：以 Z 或 P 开头的编号共 22 位，您填写了 21 位")]
    [TestCase("Z00011101042610000123K", "编号有误：末位校验码不符")]
    [TestCase("Z0001110104261000012&J", "编号有误：第 21 位")]
    public async Task Home_OfAMistypedNumber_SaysWhatIsWrongWithIt(string number, string words) =>
        Assert.That(await AskAsync(number, "余敏静", ""), Does.Contain(words).And.Contain("value=\"余敏静\""));

    [Test]
    public async Task Home_SaysWhatIsCovered_AndWhereListsAreChecked()
    {
        var page = await _visitor.ReadAsync("/");

        Assert.That(page, Does.Contain("以 Z 开头").And.Contain("以 P 开头").And.Contain("启用前签发"));
        Assert.That(page, Does.Contain("<a class=\"target\" href=\"/bulk\">").And.Contain("20 行以内").And.Contain("由主管本系统的机构发放"));
        Assert.That(page, Does.Contain("href=\"/v1/catalogue\""));
    }

    private static string Plain(string page, string number) => Token().Replace(Time().Replace(page, "").Replace(number, "N", StringComparison.Ordinal), "")
        .Replace(Grouped(number), "N", StringComparison.Ordinal);

    private static string Grouped(string number) =>
        $"{number[..5]} {number[5..7]} {number[7..9]} {number[9..11]} {number[11..13]} {number[13]} {number[14..21]} {number[21]}";

    [GeneratedRegex("[0-9]{2}:[0-9]{2}:[0-9]{2}", RegexOptions.None, 1000)]
    private static partial Regex Time();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]+\"", RegexOptions.None, 1000)]
    private static partial Regex Token();

    private async Task<string> AskAsync(string number, string name, string idNumber)
    {
        using var response = await _visitor.PostAsync("/", ("number", number), ("name", name), ("idNumber", idNumber));
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }
}
