extern alias Verify;

using Certificates.Core.Register;
using Certificates.Core.Verifying.Sessions;
using Certificates.Tests.Verifying;
using Microsoft.AspNetCore.Http;
using Verify::Certificates.Verify.Holder;

namespace Certificates.Tests.Verify;

[TestFixture]
internal sealed class HolderSessionTests
{
    private static readonly HolderReference Holder = new(7, 1, 2);
    private TestVerifying _verifying = null!;

    [OneTimeSetUp]
    public async Task OpenHouse() => _verifying = await TestVerifying.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseHouse() => await _verifying.DisposeAsync();

    [Test]
    public async Task Continue_EachPageWithinTwentyMinutes_KeepsTheSessionAndIdlenessEndsIt()
    {
        var opened = await OpenAsync();
        Advance(19);
        var second = Request(opened);
        var first = await ContinueAsync(second);
        Advance(19);
        var third = Request(second);
        var later = await ContinueAsync(third);
        Advance(20);

        Assert.That((first, later), Is.EqualTo((Holder, Holder)));
        Assert.That(await ContinueAsync(Request(third)), Is.Null);
    }

    [Test]
    public async Task Continue_AnHourAfterSigningIn_IsNobodyHoweverBusy()
    {
        var http = await OpenAsync();
        for (var minutes = 10; minutes < 60; minutes += 10)
        {
            Advance(10);
            var next = Request(http);
            Assert.That(await ContinueAsync(next), Is.EqualTo(Holder));
            http = next;
        }

        Assert.That(http.Response.Headers.SetCookie.ToString(), Does.Contain("max-age=600"), "the cookie ends with the session");
        Advance(10);

        Assert.That(await ContinueAsync(Request(http)), Is.Null);
    }

    [Test]
    public async Task Continue_CookieKeptFromBeforeTheSignOut_IsNobody()
    {
        var opened = await OpenAsync();
        await Session.EndAsync(Request(opened), CancellationToken.None);

        Assert.That(await ContinueAsync(Request(opened)), Is.Null);
    }

    [Test]
    public async Task Open_AgainInTheSameBrowser_EndsTheSessionBefore()
    {
        var opened = await OpenAsync();
        var again = Request(opened);
        await Session.OpenAsync(again, Holder, CancellationToken.None);

        Assert.That(await ContinueAsync(Request(opened)), Is.Null);
    }

    [TestCase("")]
    [TestCase("7.1.2")]
    [TestCase("CfDJ8AAAA")]
    public async Task Continue_CookieOfAnotherMaker_IsNobody(string cookie)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $"holder={cookie}";

        Assert.That(await ContinueAsync(http), Is.Null);
    }

    [Test]
    public async Task Continue_HashOutOfTheDeskAsACookie_IsNobody()
    {
        await OpenAsync();
        foreach (var session in await _verifying.HolderSessionHashesAsync())
        {
            var http = new DefaultHttpContext();
            http.Request.Headers.Cookie = $"holder={System.Buffers.Text.Base64Url.EncodeToString(session)}";
            Assert.That(await ContinueAsync(http), Is.Null);
        }
    }

    [Test]
    public async Task Continue_OverHttps_TakesThePrefixedCookieAlone()
    {
        var secure = Request(await OpenAsync());
        secure.Request.Scheme = "https";

        Assert.That(await ContinueAsync(secure), Is.Null);
    }

    private HolderSession Session => new(_verifying.Get<HolderSessions>(), _verifying.Issuing.Clock);

    private void Advance(int minutes) => _verifying.Issuing.Clock.Advance(TimeSpan.FromMinutes(minutes));

    private Task<HolderReference?> ContinueAsync(HttpContext http) => Session.ContinueAsync(http, CancellationToken.None);

    private async Task<DefaultHttpContext> OpenAsync()
    {
        var opened = new DefaultHttpContext();
        await Session.OpenAsync(opened, Holder, CancellationToken.None);
        return opened;
    }

    /// <summary>The next request of the browser that got <paramref name="answered"/>'s cookie.</summary>
    private static DefaultHttpContext Request(HttpContext answered)
    {
        var next = new DefaultHttpContext();
        next.Request.Headers.Cookie = answered.Response.Headers.SetCookie.ToString().Split(';')[0];
        return next;
    }
}
