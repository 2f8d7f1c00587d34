using Certificates.Core.Access;
using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api.ConsolePages;

internal sealed class SignInTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Approver_AtTheFirstSignIn_ChangesThePasswordAndSetsASecondFactorUpBeforeAnyWork()
    {
        using var browser = new ConsoleBrowser(Api);
        await browser.OpenAccountAsync(ApiKeyRole.Approver);
        await browser.EnterAsync();

        Assert.That(await LocationAsync(browser, "/console"), Is.EqualTo("/console/me/password"));
        await browser.ChangePasswordAsync("seven green umbrellas");
        Assert.That(await LocationAsync(browser, "/console"), Is.EqualTo("/console/me/factor"));
        Assert.That(await browser.EnrolAsync(), Has.Count.EqualTo(10).And.Unique);
        Assert.That(await LocationAsync(browser, "/console"), Is.Null);
    }

    [Test]
    public async Task SecondSignIn_AsksForTheCode_AndACodeIsGoodOnce()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Approver);
        var code = browser.CodeAt();
        await browser.EnterAsync();
        Assert.That(await LocationAsync(browser, "/console"), Is.EqualTo("/console/sign-in/factor"));
        using (var passed = await browser.PostAsync("/console/sign-in/factor", "/console/sign-in/factor", ("code", code)))
        {
            Assert.That(passed.Headers.Location?.ToString(), Is.EqualTo("/console"));
        }

        await browser.EnterAsync();
        var page = await browser.SubmitAsync("/console/sign-in/factor", "/console/sign-in/factor", ("code", code));

        Assert.Multiple(async () =>
        {
            Assert.That(page, Does.Contain("动态验证码不正确或已用过"));
            Assert.That(await LocationAsync(browser, "/console"), Is.EqualTo("/console/sign-in/factor"));
        });
    }

    /// <summary>Whoever took the session of somebody without a second factor makes none of their own, and learns no secret that will be one.</summary>
    [TestCase(ApiKeyRole.Operator)]
    [TestCase(ApiKeyRole.Approver)]
    public async Task FirstFactor_OfASessionLeftOpen_TakesThePasswordAgain(ApiKeyRole role)
    {
        using var browser = new ConsoleBrowser(Api);
        await browser.OpenAccountAsync(role);
        await browser.EnterAsync();
        await browser.ChangePasswordAsync("seven green umbrellas");
        Assert.That(await LocationAsync(browser, "/console/me/factor"), Is.Null, "the password was just given");
        await Api.ExecuteAsync($"UPDATE AccountSession SET MadeAt = '2026-01-01T00:00:00.000Z' WHERE AccountId = {browser.Account.Id}");

        Assert.That(await LocationAsync(browser, "/console/me/factor"), Is.EqualTo("/console/sign-in?again=true&next=%2Fconsole%2Fme%2Ffactor"));
        Assert.That(await browser.ReadAsync("/console/sign-in?again=true&next=/console/me/factor"), Does.Contain("请再次登录"));
        using (var entered = await browser.PostAsync(
            "/console/sign-in", "/console/sign-in", ("login", browser.Login), ("password", browser.Password), ("next", "/console/me/factor")))
        {
            Assert.That(entered.Headers.Location?.ToString(), Is.EqualTo("/console/me/factor"));
        }

        Assert.That(await browser.EnrolAsync(), Has.Count.EqualTo(10));
    }

    /// <summary>Reading the page of the secret took the password; finding and setting up an application may take longer than that holds.</summary>
    [Test]
    public async Task FirstFactor_ConfirmedAfterAWhile_IsTaken()
    {
        using var browser = new ConsoleBrowser(Api);
        await browser.OpenAccountAsync(ApiKeyRole.Operator);
        await browser.EnterAsync();
        await browser.ChangePasswordAsync("seven green umbrellas");
        var codes = await browser.EnrolAsync(() => Api.ExecuteAsync(
            $"UPDATE AccountSession SET MadeAt = '2026-01-01T00:00:00.000Z' WHERE AccountId = {browser.Account.Id}"));

        Assert.That(codes, Has.Count.EqualTo(10));
    }

    [Test]
    public async Task RecoveryCode_StandsInOnce()
    {
        using var browser = new ConsoleBrowser(Api);
        await browser.OpenAccountAsync(ApiKeyRole.Auditor);
        await browser.EnterAsync();
        await browser.ChangePasswordAsync("seven green umbrellas");
        var code = (await browser.EnrolAsync())[3];

        async Task<string?> TryAsync()
        {
            await browser.EnterAsync();
            using var passed = await browser.PostAsync(
                "/console/sign-in/factor", "/console/sign-in/factor", ("code", code.Replace('-', ' ')));
            return passed.Headers.Location?.ToString();
        }

        Assert.That(await TryAsync(), Is.EqualTo("/console"));
        Assert.That(await TryAsync(), Is.Null);
    }

    [Test]
    public async Task WrongPassword_OfAKnownAndOfAnUnknownLogin_IsAnsweredAlike()
    {
        using var browser = new ConsoleBrowser(Api);
        await browser.OpenAccountAsync(ApiKeyRole.Operator);
        var known = await browser.SubmitAsync("/console/sign-in", "/console/sign-in", ("login", browser.Login), ("password", "not the password"));
        var unknown = await browser.SubmitAsync("/console/sign-in", "/console/sign-in", ("login", "nobody-there"), ("password", "not the password"));

        Assert.Multiple(() =>
        {
            Assert.That(known, Does.Contain("登录名或密码不正确"));
            Assert.That(Plain(unknown, "nobody-there"), Is.EqualTo(Plain(known, browser.Login)));
        });
    }

    [Test]
    public async Task SignOut_EndsTheSession_WhoeverKeptTheCookie()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        var kept = browser.Cookies.GetCookies(Api.Address)["console"]!.Value;
        using (await browser.PostAsync("/console/me", "/console/sign-out"))
        {
        }

        using var thief = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Api.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console");
        request.Headers.Add("Cookie", $"console={kept}");
        using var answer = await thief.SendAsync(request);

        Assert.That(answer.Headers.Location?.ToString(), Does.StartWith("/console/sign-in"));
    }

    [Test]
    public async Task PasswordChange_EndsTheSessionsOfOtherBrowsers()
    {
        using var first = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var second = new ConsoleBrowser(Api);
        using (await second.PostAsync("/console/sign-in", "/console/sign-in", ("login", first.Login), ("password", first.Password)))
        {
        }

        Assert.That(await LocationAsync(second, "/console"), Is.Null);
        await first.ChangePasswordAsync("eleven blue teapots");

        Assert.Multiple(async () =>
        {
            Assert.That(await LocationAsync(second, "/console"), Does.StartWith("/console/sign-in"));
            Assert.That(await LocationAsync(first, "/console"), Is.Null);
        });
    }

    /// <summary>Half an hour without a page ends a session, and twelve hours end it whatever was opened.</summary>
    [Test]
    public async Task Session_LeftForHalfAnHour_OrTwelveHoursOld_OpensNothing()
    {
        using var idle = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var old = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        Assert.That(await InstantAsync("EndsAt") - await InstantAsync("MadeAt"), Is.EqualTo(TimeSpan.FromHours(12)));

        await SetAsync(idle, "LastSeenAt", TimeSpan.FromMinutes(-29));
        Assert.That(await LocationAsync(idle, "/console"), Is.Null);
        await SetAsync(idle, "LastSeenAt", TimeSpan.FromMinutes(-31));
        Assert.That(await LocationAsync(idle, "/console"), Does.StartWith("/console/sign-in"));

        Assert.That(await LocationAsync(old, "/console"), Is.Null);
        await SetAsync(old, "EndsAt", TimeSpan.FromSeconds(-1));
        Assert.That(await LocationAsync(old, "/console"), Does.StartWith("/console/sign-in"), "a page was opened just now");

        Task<DateTimeOffset> InstantAsync(string column) => Api.Services.GetRequiredService<Database>().FindAsync<DateTimeOffset>(
            $"SELECT {column} FROM AccountSession WHERE AccountId = {old.Account.Id}", null, CancellationToken.None);

        static Task SetAsync(ConsoleBrowser browser, string column, TimeSpan from) => Api.ExecuteAsync(
            $"UPDATE AccountSession SET {column} = '{DateTimeOffset.UtcNow + from:yyyy-MM-ddTHH:mm:ss.fffZ}' WHERE AccountId = {browser.Account.Id}");
    }

    [TestCase("short", "至少 12 个字符")]
    [TestCase("Password123456!", "已泄露")]
    [TestCase("aaaaaaaaaaaaaaaa", "过于简单")]
    public async Task NewPassword_ThatIsNone_IsRefusedInWords(string chosen, string words)
    {
        using var browser = new ConsoleBrowser(Api);
        await browser.OpenAccountAsync(ApiKeyRole.Operator);
        await browser.EnterAsync();
        var page = await browser.SubmitAsync(
            "/console/me/password", "/console/me/password", ("present", browser.Password), ("password", chosen), ("again", chosen));

        Assert.That(page, Does.Contain(words));
        Assert.That(await LocationAsync(browser, "/console"), Is.EqualTo("/console/me/password"));
    }

    [Test]
    public async Task Cookie_OpensNoCallOfTheApi_AndNoKeyOpensThePages()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var call = await browser.GetAsync("/v1/batches");
        using var client = Api.Client("operator");
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var page = await client.GetAsync("/console/sign-in/factor");

        Assert.Multiple(() =>
        {
            Assert.That((int)call.StatusCode, Is.EqualTo(401));
            Assert.That(page.RequestMessage!.RequestUri!.AbsolutePath, Is.EqualTo("/console/sign-in"));
        });
    }

    [Test]
    public async Task Form_OfAnotherSite_IsNotTaken()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        var token = await browser.TokenAsync("/console/me");
        using var bare = await browser.PostBareAsync("/console/sign-out");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/console/me/sessions/end")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]),
        };
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var foreign = await browser.Client.SendAsync(request);

        Assert.Multiple(() =>
        {
            Assert.That((int)bare.StatusCode, Is.EqualTo(400));
            Assert.That((int)foreign.StatusCode, Is.EqualTo(403));
        });
    }

    [Test]
    public async Task Next_OfAnotherSite_IsNotFollowed()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(Api, ApiKeyRole.Operator);
        using var entered = await browser.PostAsync(
            "/console/sign-in", "/console/sign-in", ("login", browser.Login), ("password", browser.Password), ("next", "//elsewhere.example/console/"));

        Assert.That(entered.Headers.Location?.ToString(), Is.EqualTo("/console"));
    }

    private static async Task<string?> LocationAsync(ConsoleBrowser browser, string address)
    {
        using var response = await browser.GetAsync(address);
        return response.Headers.Location?.ToString();
    }

    private static string Plain(string page, string login) => System.Text.RegularExpressions.Regex.Replace(
        page.Replace(login, "", StringComparison.Ordinal), "value=\"CfDJ[^\"]*\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
