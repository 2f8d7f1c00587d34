using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify.Scan;

/// <summary>What a browser keeps of the page, and what of it counts.</summary>
[TestFixture]
internal sealed class ScanKeptTests : BrowserTests
{
    private readonly StatusLists _lists = new();
    private IPage _page = null!;

    [OneTimeTearDown]
    public void End() => _lists.Dispose();

    [SetUp]
    public async Task OpenAsync()
    {
        _page = await Browser.OpenAsync(Site);
        await _lists.ServeAsync(_page, _lists.Sign(DateTimeOffset.UtcNow.AddMinutes(-90), "ONE", "TWO"));
    }

    [TearDown]
    public Task CloseAsync() => _page.Context.CloseAsync();

    [Test]
    public async Task Files_OfAFormerVersion_AreDropped()
    {
        await _page.GotoAsync("/");
        await _page.EvaluateAsync("async () => { for (const name of ['scan-0123456789ab', 'another']) await caches.open(name); }");
        await _page.InstallAsync();

        var kept = await _page.EvaluateAsync<string[]>("caches.keys()");

        Assert.That(kept, Has.Length.EqualTo(3).And.Member("another").And.Member("scan-data").And.No.Member("scan-0123456789ab"));
    }

    [Test]
    public async Task Answers_ThatFailOrAreOlder_ReplaceNothing()
    {
        await _page.InstallAsync();
        await _page.Context.UnrouteAllAsync();
        await _page.Context.RouteAsync("**/v1/keys", route => route.FulfillAsync(new() { Status = 500, Body = "{}" }));
        await _page.Context.RouteAsync("**/v1/catalogue", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<p>Sign in to this network" }));
        await _page.Context.RouteAsync(
            "**/status/list", route => route.FulfillAsync(new() { BodyBytes = _lists.Sign(DateTimeOffset.UtcNow.AddHours(-3), "ONE") }));
        await _page.ReloadAsync();
        await _page.ReadyAsync();

        var held = await _page.Locator(".held dl").InnerTextAsync();
        var answer = await (await _page.EnterAsync(TestRegister.TokenOf(TestRegister.Valid))).InnerTextAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(held, Does.Match("状态清单\\s+1小时前签署，列有 2 个失效的二维码"));
            Assert.That(answer, Does.StartWith("签名真实，不在失效清单上").And.Contain("示范数字技术评价中心"));
        }
    }

    [TestCase("2026-11-22T04:00:00Z", "签名不是本系统所作")]
    [TestCase("2026-11-29T04:00:00Z", "离线无法判断真伪")]
    public async Task Token_OfACompromisedKey_IsForgedOrLeftOpen(string since, string said)
    {
        await _page.Context.RouteAsync("**/v1/keys", async route =>
        {
            var answer = await route.FetchAsync();
            var keys = JsonNode.Parse(await answer.BodyAsync())!;
            foreach (var key in keys["keys"]!.AsArray().Where(key => (string)key!["purpose"]! == "qr"))
            {
                (key!["state"], key["compromisedSince"]) = ("compromised", since);
            }

            await route.FulfillAsync(new() { Response = answer, Body = keys.ToJsonString() });
        });
        await _page.InstallAsync();

        var answer = await (await _page.EnterAsync(TestRegister.TokenOf(TestRegister.Valid))).InnerTextAsync();

        Assert.That(answer, Does.StartWith(said).And.Not.Contain(TestRegister.ValidName));
    }
}
