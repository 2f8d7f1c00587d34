using System.Net;
using Certificates.Web.Guards;
using Certificates.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Certificates.Tests.Web;

/// <summary>What any service gets that answers with pages: here one with a page and a policy of its own.</summary>
[TestFixture]
internal sealed class LayoutTests
{
    private const string Content = "default-src 'self'; frame-ancestors 'none'";
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPages(typeof(LayoutTests).Assembly);
        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>(new HeaderPolicy(Content) { Further = [("X-Of-The-Service", "its own")] });
        app.UseLanguages();
        app.MapAssets();
        app.MapGet("/", () => Html.Page<Layout>(
            StatusCodes.Status200OK,
            (nameof(Layout.SiteTitle), "工作台 <b>"),
            (nameof(Layout.Subtitle), ""),
            (nameof(Layout.Links), new PageLink[] { new("/", "首页"), new("/batches", "批次") }),
            (nameof(Layout.Current), "/batches"),
            (nameof(Layout.Posted), new PostedForm("/search", [("number", "Z<1>")]))));
        await app.StartAsync(CancellationToken.None);
        _app = app;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [TestCase("/", "lang=\"zh-CN\"", "跳到正文", "/search?lang=en")]
    [TestCase("/?lang=en", "lang=\"en\"", "Skip to content", "/search?lang=zh-CN")]
    public async Task Page_OfAnyService_SaysTheLayoutsWordsInItsLanguage(string address, string language, string skip, string other)
    {
        var page = await _client.GetStringAsync(address, CancellationToken.None);

        Assert.That(page, Does.Contain(language).And.Contain(skip).And.Contain(other));
    }

    [Test]
    public async Task Page_OfAService_ShowsItsOwnNameLinksAndForm()
    {
        var page = await _client.GetStringAsync("/", CancellationToken.None);

        Assert.That(page, Does.Contain("<title>工作台 &lt;b&gt;</title>"));
        Assert.That(page, Does.Contain("<a href=\"/batches\" aria-current=\"page\">批次</a>").And.Contain("<a href=\"/\">首页</a>"));
        Assert.That(page, Does.Contain("name=\"number\" value=\"Z&lt;1&gt;\""));
    }

    [TestCase("site.css", "text/css")]
    [TestCase("site.js", "text/javascript")]
    [TestCase("seal.svg", "image/svg+xml")]
    public async Task Asset_ThatThePageNames_IsThereAndKept(string name, string type)
    {
        var page = await _client.GetStringAsync("/", CancellationToken.None);
        var start = page.IndexOf($"/assets/{name}?v=", StringComparison.Ordinal);
        using var asset = await _client.GetAsync(page[start..page.IndexOf('"', start)], CancellationToken.None);

        Assert.That((asset.StatusCode, asset.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.OK, type)));
        Assert.That(asset.Headers.CacheControl?.ToString(), Does.Contain("immutable"));
    }

    [Test]
    public async Task Answer_OfAService_CarriesItsPolicyAndWhatHoldsForAll()
    {
        using var answer = await _client.GetAsync("/", CancellationToken.None);
        string Header(string name) => string.Join(",", answer.Headers.GetValues(name));

        Assert.That(Header("Content-Security-Policy"), Is.EqualTo(Content));
        Assert.That(Header("X-Of-The-Service"), Is.EqualTo("its own"));
        Assert.That((Header("X-Content-Type-Options"), Header("Referrer-Policy")), Is.EqualTo(("nosniff", "no-referrer")));
        Assert.That(Header("Cache-Control"), Is.Not.Empty);
    }
}
