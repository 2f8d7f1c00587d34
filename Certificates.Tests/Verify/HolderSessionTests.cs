extern alias Verify;

using Certificates.Core.Register;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Verify::Certificates.Verify.Holder;

namespace Certificates.Tests.Verify;

[TestFixture]
internal sealed class HolderSessionTests
{
    private static readonly EphemeralDataProtectionProvider Protection = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    [Test]
    public void Continue_EachPageWithinTwentyMinutes_KeepsTheSessionAndIdlenessEndsIt()
    {
        Assert.That(HolderReference.TryParse("7.1.2", out var holder), Is.True);
        var opened = new DefaultHttpContext();
        Session().Open(opened, holder!);
        _clock.Advance(TimeSpan.FromMinutes(19));
        var second = Request(opened);
        var first = Session().Continue(second);
        _clock.Advance(TimeSpan.FromMinutes(19));
        var third = Request(second);
        var later = Session().Continue(third);
        _clock.Advance(TimeSpan.FromMinutes(20));

        Assert.That((first, later), Is.EqualTo((holder, holder)));
        Assert.That(Session().Continue(Request(third)), Is.Null);
    }

    [TestCase("")]
    [TestCase("7.1.2")]
    [TestCase("CfDJ8AAAA")]
    public void Continue_CookieOfAnotherMaker_IsNobody(string cookie)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $"holder={cookie}";

        Assert.That(Session().Continue(http), Is.Null);
    }

    [Test]
    public void Continue_OverHttps_TakesThePrefixedCookieAlone()
    {
        Assert.That(HolderReference.TryParse("7.1.2", out var holder), Is.True);
        var plain = new DefaultHttpContext();
        Session().Open(plain, holder!);
        var secure = Request(plain);
        secure.Request.Scheme = "https";

        Assert.That(Session().Continue(secure), Is.Null);
    }

    private HolderSession Session() => new(Protection, _clock);

    /// <summary>The next request of the browser that got <paramref name="answered"/>'s cookie.</summary>
    private static DefaultHttpContext Request(HttpContext answered)
    {
        var next = new DefaultHttpContext();
        next.Request.Headers.Cookie = answered.Response.Headers.SetCookie.ToString().Split(';')[0];
        return next;
    }
}
