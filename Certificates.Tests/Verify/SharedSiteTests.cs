using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Register;

namespace Certificates.Tests.Verify;

/// <summary>Share codes over HTTP: made by the holder, opened by whoever has them, ended for all at once.</summary>
[TestFixture]
internal sealed class SharedSiteTests
{
    private TestSite _site = null!;
    private FormBrowser _holder = null!;
    private HttpClient _other = null!;

    private static VersionRecord Own => TestRegister.Pictured;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _site = await TestSite.StartAsync();
        _holder = new FormBrowser(_site);
        _other = _site.Client();
        _other.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        await _holder.SignInAsync();
    }

    [TearDown]
    public Task EndCodesAsync() => _holder.RevokeAllAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _holder.Dispose();
        _other.Dispose();
        await _site.DisposeAsync();
    }

    [Test]
    public async Task ShareCode_OpenedInAnyWriting_GivesTheLiveVerdict()
    {
        var own = TestRegister.OfSharing;
        using var holder = new FormBrowser(_site);
        using var signedIn = await holder.SignInAsync(own.Number, own.IdNumber, TestRegister.ClaimCodeOf(own.Version));
        var (code, _) = await holder.ShareAsync(own.Version);
        await TestRegister.SetStatusAsync(own.Version, CertificateStatus.Suspended);
        var suspended = await OpenAsync(code![..4] + "-" + string.Concat(code[4..].Select(char.ToLowerInvariant)));
        await TestRegister.SetStatusAsync(own.Version, CertificateStatus.Valid);
        var valid = await OpenAsync(code);

        Assert.That((string?)suspended["reasons"]![0], Is.EqualTo("suspended"));
        Assert.That(((string?)valid["verdict"], (string?)valid["certificate"]!["number"]), Is.EqualTo(("valid", own.Number)));
        Assert.That(await holder.ReadAsync("/my"), Does.Contain("已打开 2 次"));
    }

    [Test]
    public async Task ShareCode_AsAPage_SaysThePurposeAndShowsThePhotoWhenTicked()
    {
        var (ticked, _) = await _holder.ShareAsync(Own, withPhoto: true);
        var (plain, _) = await _holder.ShareAsync(Own);
        var page = await _holder.ReadAsync($"/s/{ticked}");
        using var photo = await _other.GetAsync(new Uri($"/s/{ticked}/photo", UriKind.Relative));
        using var none = await _other.GetAsync(new Uri($"/s/{plain}/photo", UriKind.Relative));

        Assert.That(page, Does.Contain("证书有效").And.Contain("应聘").And.Contain($"src=\"/s/{ticked}/photo\""));
        Assert.That(await _holder.ReadAsync($"/s/{plain}"), Does.Not.Contain("<img"));
        Assert.That((photo.Content.Headers.ContentType!.MediaType, photo.Headers.CacheControl!.NoStore), Is.EqualTo(("image/jpeg", true)));
        Assert.That((await photo.Content.ReadAsByteArrayAsync())[..2], Is.EqualTo(new byte[] { 0xFF, 0xD8 }));
        Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task ShareCode_RevokedOrUnknownOrMalformed_GetsOneAnswer()
    {
        var (code, _) = await _holder.ShareAsync(Own);
        await _holder.RevokeAllAsync();
        List<string> problems = [];
        List<string> pages = [];
        foreach (var ended in (string[])[code!, "23456789ABCDEFGH", "short", "ｘ"])
        {
            using var response = await _other.GetAsync(new Uri($"/s/{ended}", UriKind.Relative));
            problems.Add($"{response.StatusCode} {response.Content.Headers.ContentType} {WithoutTrace(await response.Content.ReadAsStringAsync())}");
            using var page = await _holder.GetAsync($"/s/{ended}");
            pages.Add($"{page.StatusCode} {await page.Content.ReadAsStringAsync()}");
        }

        Assert.That(problems, Is.All.EqualTo(problems[0]).And.All.Contains("share_code_ended").And.All.StartsWith("NotFound application/problem+json"));
        Assert.That(pages, Is.All.EqualTo(pages[0]).And.All.StartsWith("NotFound").And.All.Contains("分享码无效"));
    }

    [Test]
    public async Task ShareCode_TheFourthLiveOne_IsRefused()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.That((await _holder.ShareAsync(Own)).Code, Is.Not.Null);
        }

        var (fourth, page) = await _holder.ShareAsync(Own);
        Assert.That(fourth, Is.Null);
        Assert.That(page, Does.Contain("分享码已达上限"));
    }

    [TestCase("0")]
    [TestCase("181")]
    [TestCase("many")]
    public async Task ShareCode_OfAnImpossibleLife_IsRefusedAtItsField(string days)
    {
        var (code, page) = await _holder.ShareAsync(Own, days: days);

        Assert.That(code, Is.Null);
        Assert.That(page, Does.Contain($"<a href=\"#days-{Own.Number}\">").And.Contain($"id=\"days-error-{Own.Number}\""));
    }

    [Test]
    public async Task ShareCode_OfSomebodyElsesCertificate_IsRefused() =>
        Assert.That((await _holder.ShareAsync(TestRegister.Valid)).Code, Is.Null);

    [Test]
    public async Task ShareCode_WhateverIsDoneWithIt_StandsInNoLogLine()
    {
        var (code, _) = await _holder.ShareAsync(Own, withPhoto: true);
        foreach (var address in (string[])[$"/s/{code}", $"/s/{code}/photo", $"/s/{code}/nothing", $"/s/{code}?x=%00"])
        {
            using var response = await _other.GetAsync(new Uri(address, UriKind.Relative));
        }

        string[] secrets = [code!, TestRegister.PicturedIdNumber, TestRegister.ClaimCodeOf(Own), TestRegister.PicturedName];
        Assert.That(_site.Log.Lines.Where(line => secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))), Is.Empty);
    }

    [Test]
    public async Task ShareCodes_GuessedTooOften_MustWait()
    {
        await using var site = await TestSite.StartAsync(("Proxies:0", "127.0.0.1"));
        using var guesser = new FormBrowser(site, isBehindHttps: true);
        List<HttpStatusCode> statuses = [];
        for (var i = 0; i < 31; i++)
        {
            using var response = await guesser.GetAsync("/s/23456789ABCDEFGH");
            statuses.Add(response.StatusCode);
        }

        using var last = await guesser.GetAsync("/s/23456789ABCDEFGH/photo");
        Assert.That(statuses, Is.EqualTo(Enumerable.Repeat(HttpStatusCode.NotFound, 30).Append(HttpStatusCode.TooManyRequests)));
        Assert.That(last.Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.Zero));
    }

    private async Task<JsonObject> OpenAsync(string code) => (await _other.GetFromJsonAsync<JsonObject>($"/s/{code}"))!;

    private static string WithoutTrace(string problem)
    {
        var body = JsonNode.Parse(problem)!.AsObject();
        body.Remove("traceId");
        return body.ToJsonString();
    }
}
