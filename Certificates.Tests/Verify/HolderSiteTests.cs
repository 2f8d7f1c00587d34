using System.Net;
using Certificates.Core.Register;

namespace Certificates.Tests.Verify;

/// <summary>The holder's page over HTTP: who gets in, how long, and what it hands out.</summary>
[TestFixture]
internal sealed class HolderSiteTests
{
    private TestSite _site = null!;
    private FormBrowser _holder = null!;

    private static VersionRecord Own => TestRegister.Pictured;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync(("Proxies:0", "127.0.0.1"));
        _holder = new FormBrowser(_site);
        await _holder.SignInAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _holder.Dispose();
        await _site.DisposeAsync();
    }

    [Test]
    public async Task SignIn_WithAnythingWrong_GetsOneAnswer()
    {
        var code = TestRegister.ClaimCodeOf(Own);
        (string Number, string Id, string Code)[] tries =
        [
            (Own.Number, TestRegister.PicturedIdNumber, TestRegister.ClaimCodeOf(TestRegister.Valid)),
            (Own.Number, "H12345679", code),
            ("Z00011101042610000123J", TestRegister.PicturedIdNumber, code),
        ];
        List<(HttpStatusCode, bool)> answers = [];
        using var stranger = new FormBrowser(_site);
        foreach (var (number, id, claim) in tries)
        {
            using var response = await stranger.SignInAsync(number, id, claim);
            var page = await response.Content.ReadAsStringAsync();
            answers.Add((response.StatusCode, page.Contains("登录失败：证书编号、证件号码与领取码不相符。", StringComparison.Ordinal)));
        }

        Assert.That(answers, Is.All.EqualTo((HttpStatusCode.BadRequest, true)));
        Assert.That(stranger.Cookies["holder"], Is.Null);
    }

    [Test]
    public async Task SignIn_WithAFieldMissing_NamesTheFieldAtTheTopAndBesideIt()
    {
        using var stranger = new FormBrowser(_site);
        using var response = await stranger.SignInAsync(Own.Number, TestRegister.PicturedIdNumber, " ");
        var page = await response.Content.ReadAsStringAsync();

        Assert.That(page, Does.Contain("<a href=\"#claimCode\">请填写领取码。</a>").And.Contain("id=\"claimCode-error\">请填写领取码。<"));
    }

    [Test]
    public async Task SignIn_WithoutTheTokenOfItsForm_IsRefused()
    {
        using var stranger = new FormBrowser(_site);
        using var response = await stranger.PostBareAsync(
            "/my", ("number", Own.Number), ("idNumber", TestRegister.PicturedIdNumber), ("claimCode", TestRegister.ClaimCodeOf(Own)));

        Assert.That((response.StatusCode, stranger.Cookies["holder"]), Is.EqualTo((HttpStatusCode.BadRequest, (Cookie?)null)));
    }

    [TestCase("/my/sign-out")]
    [TestCase("/my/share-codes")]
    [TestCase("/my/share-codes/revocation")]
    [TestCase("/my/reports")]
    public async Task Form_OfASignedInHolderWithoutItsToken_IsRefused(string address)
    {
        using var response = await _holder.PostBareAsync(address, ("number", Own.Number), ("purpose", "x"), ("days", "1"), ("id", "1"), ("item", "name"), ("text", "x"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase(false, "holder")]
    [TestCase(true, "__Host-holder")]
    public async Task Cookie_OfASession_IsOutOfReachOfScriptsAndOtherSites(bool isBehindHttps, string name)
    {
        using var visitor = new FormBrowser(_site, isBehindHttps);
        var token = (await visitor.ReadAsync("/my")).Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var response = await visitor.PostBareAsync(
            "/my",
            ("number", Own.Number), ("idNumber", TestRegister.PicturedIdNumber), ("claimCode", TestRegister.ClaimCodeOf(Own)), ("__RequestVerificationToken", token));
        var cookie = response.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith(name + "=", StringComparison.Ordinal));

        Assert.That(cookie.Split("; ")[1..], Is.EquivalentTo(
            (string[])["max-age=1200", "path=/", "samesite=strict", "httponly", .. isBehindHttps ? ["secure"] : Array.Empty<string>()]));
        Assert.That(cookie, Does.Not.Contain(Own.Number).And.Not.Contain(TestRegister.PicturedIdNumber));
    }

    [Test]
    public async Task Page_OfTheHolder_ShowsTheCertificateAndIsNotKept()
    {
        using var response = await _holder.GetAsync("/my");
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        Assert.That(page, Does.Contain(TestRegister.PicturedName).And.Contain("证书有效").And.Contain(Own.InstitutionName));
        Assert.That(page, Does.Not.Contain(TestRegister.PicturedIdNumber));
        Assert.That(response.Headers.CacheControl!.NoStore, Is.True);
    }

    [Test]
    public async Task Pdf_OfTheHolder_IsTheIssuedFile()
    {
        using var response = await _holder.GetAsync($"/my/certificates/{Own.Number}/pdf");

        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(await TestRegister.PdfOfAsync(Own)));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/pdf"));
        Assert.That(response.Content.Headers.ContentDisposition!.FileName, Is.EqualTo($"{Own.Number}.pdf"));
        Assert.That(response.Headers.CacheControl!.NoStore, Is.True);
    }

    [Test]
    public async Task Pdf_OfSomebodyElse_IsNotFoundAndOfNobodyAsksToSignIn()
    {
        using var stranger = new FormBrowser(_site);
        using var others = await _holder.GetAsync($"/my/certificates/{TestRegister.Valid.Number}/pdf");
        using var nobodys = await stranger.GetAsync($"/my/certificates/{Own.Number}/pdf");

        Assert.That(others.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((nobodys.StatusCode, nobodys.Headers.Location?.ToString()), Is.EqualTo((HttpStatusCode.Redirect, "/my")));
    }

    [Test]
    public async Task Session_SignedOut_HasEnded()
    {
        using var visitor = new FormBrowser(_site);
        await visitor.SignInAsync();
        using var response = await visitor.PostAsync("/my/sign-out");

        Assert.That(visitor.Cookies["holder"], Is.Null);
        Assert.That(await visitor.ReadAsync("/my"), Does.Contain("持证人登录"));
    }

    [Test]
    public async Task Cookie_KeptFromBeforeTheSignOut_OpensNothing()
    {
        using var visitor = new FormBrowser(_site);
        await visitor.SignInAsync();
        var kept = visitor.Cookies["holder"]!.Value;
        using var response = await visitor.PostAsync("/my/sign-out");

        using var thief = _site.Client();
        thief.DefaultRequestHeaders.Add("Cookie", $"holder={kept}");
        using var pdf = await thief.GetAsync(new Uri($"/my/certificates/{Own.Number}/pdf", UriKind.Relative));

        Assert.That(await thief.GetStringAsync(new Uri("/my", UriKind.Relative)), Does.Not.Contain(TestRegister.PicturedName));
        Assert.That((pdf.StatusCode, pdf.Headers.Location?.ToString()), Is.EqualTo((HttpStatusCode.Redirect, "/my")));
    }

    [Test]
    public async Task Cookie_OfASessionThatAPickUpCodeEnded_StaysEnded()
    {
        var own = TestRegister.OfRenewal;
        using var visitor = new FormBrowser(_site);
        using var signedIn = await visitor.SignInAsync(own.Number, own.IdNumber, TestRegister.ClaimCodeOf(own.Version));
        var kept = visitor.Cookies["holder"]!.Value;
        await TestRegister.RenewClaimCodeAsync(own.Version, by: 1);
        await visitor.ReadAsync("/my");
        await TestRegister.RenewClaimCodeAsync(own.Version, by: -1);

        using var thief = _site.Client();
        thief.DefaultRequestHeaders.Add("Cookie", $"holder={kept}");
        Assert.That(await thief.GetStringAsync(new Uri("/my", UriKind.Relative)), Does.Not.Contain(own.Name));
    }

    [Test]
    public async Task SignIn_FailedByManyAddresses_IsOpenToTheHolder()
    {
        await using var site = await TestSite.StartAsync(("Proxies:0", "127.0.0.1"));
        using var stranger = new FormBrowser(site);
        var token = await stranger.TokenAsync();
        for (var i = 0; i < 80; i++)
        {
            using var failed = await stranger.PostFromAsync(
                $"2001:db8:{i / 20:x}::1", "/my",
                ("number", Own.Number), ("idNumber", TestRegister.PicturedIdNumber), ("claimCode", "0000-0000-0000"), ("__RequestVerificationToken", token));
            Assert.That(failed.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }

        using var neighbour = await stranger.PostFromAsync(
            "2001:db8:0::1", "/my",
            ("number", TestRegister.Valid.Number), ("idNumber", TestRegister.ValidIdNumber), ("claimCode", TestRegister.ClaimCodeOf(TestRegister.Valid)),
            ("__RequestVerificationToken", token));
        using var holder = new FormBrowser(site);
        await holder.SignInAsync();

        Assert.That(neighbour.Headers.Location?.ToString(), Is.EqualTo("/my"), "another number behind the address that guesses");
    }

    [Test]
    public async Task Session_PickUpCodeRenewed_EndsAndSaysSo()
    {
        var own = TestRegister.OfRenewal;
        using var visitor = new FormBrowser(_site);
        using var signedIn = await visitor.SignInAsync(own.Number, own.IdNumber, TestRegister.ClaimCodeOf(own.Version));
        Assert.That(signedIn.Headers.Location?.ToString(), Is.EqualTo("/my"));
        await TestRegister.RenewClaimCodeAsync(own.Version, by: 1);
        var page = await visitor.ReadAsync("/my");
        await TestRegister.RenewClaimCodeAsync(own.Version, by: -1);

        Assert.That(page, Does.Contain("登录已结束，请重新登录。").And.Not.Contain(own.Name));
        Assert.That(visitor.Cookies["holder"], Is.Null);
    }

    [Test]
    public async Task SignIn_FailuresOfAnAddressUsedUp_MustWaitEvenWithTheRightCode()
    {
        await using var site = await TestSite.StartAsync(("Proxies:0", "127.0.0.1"));
        using var guesser = new FormBrowser(site, isBehindHttps: true);
        using var neighbour = new FormBrowser(site);
        var statuses = new List<HttpStatusCode>();
        var token = (await guesser.ReadAsync("/my")).Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        Task<HttpResponseMessage> TryAsync(string code) => guesser.PostBareAsync(
            "/my",
            ("number", Own.Number), ("idNumber", TestRegister.PicturedIdNumber), ("claimCode", code), ("__RequestVerificationToken", token));
        for (var i = 0; i < 21; i++)
        {
            using var response = await TryAsync("0000-0000-0000");
            statuses.Add(response.StatusCode);
        }

        using var right = await TryAsync(TestRegister.ClaimCodeOf(Own));
        Assert.That(statuses, Is.EqualTo(Enumerable.Repeat(HttpStatusCode.BadRequest, 20).Append(HttpStatusCode.TooManyRequests)));
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(right.Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromHours(1)));
        await neighbour.SignInAsync();
    }
}
