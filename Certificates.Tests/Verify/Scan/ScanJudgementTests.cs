using Certificates.Core.Signing.Qr;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify.Scan;

/// <summary>What is refused, and what is said of what was read.</summary>
[TestFixture]
internal sealed class ScanJudgementTests : BrowserTests
{
    private readonly StatusLists _lists = new();
    private IPage _page = null!;

    [OneTimeTearDown]
    public void End() => _lists.Dispose();

    [SetUp]
    public async Task OpenAsync()
    {
        _page = await Browser.OpenAsync(Site);
        await _lists.ServeAsync(_page, _lists.Sign(DateTimeOffset.UtcNow));
        await _page.InstallAsync();
    }

    [TearDown]
    public Task CloseAsync() => _page.Context.CloseAsync();

    [Test]
    public async Task Token_OfAnotherKey_IsForged([Values] bool claimsOurKey)
    {
        var token = claimsOurKey ? ForgedTokens.Make() : ForgedTokens.Make("ABCDEFGH"u8.ToArray());
        await _page.GoOfflineAsync();

        var answer = await _page.ChooseAsync(ScanBrowser.CodeOf($"HTTPS://VERIFY.EXAMPLE.CN/Q/{token}"));

        var text = await answer.InnerTextAsync();
        Assert.That(text, Does.StartWith("签名不是本系统所作").And.Not.Contain(TestRegister.ValidName));
    }

    /// <summary>A key that was made after the keys were fetched is as unknown as a forger's.</summary>
    [Test]
    public async Task Token_OfAKeyThatDataOfMinutesAgoDoNotKnow_IsLeftOpen()
    {
        await _page.GoOfflineAsync();
        await _page.Clock.SetFixedTimeAsync(DateTime.UtcNow.AddMinutes(6));

        var answer = await _page.EnterAsync(ForgedTokens.Make("ABCDEFGH"u8.ToArray()));

        Assert.That(await answer.InnerTextAsync(), Does.StartWith("离线无法判断真伪").And.Contain("密钥比本机资料新"));
    }

    [Test]
    public async Task Token_SignedBySm2_NeedsTheNetworkAndIsNeverCalledForged([Values] bool isOffline)
    {
        if (isOffline)
        {
            await _page.GoOfflineAsync();
        }

        var token = ForgedTokens.MakeSm2();
        var answer = await _page.EnterAsync(token);

        Assert.That(
            await answer.InnerTextAsync(),
            Does.StartWith("离线无法判断真伪").And.Contain("需联网核验").And.Not.Contain("签名不是本系统所作").And.Not.Contain(TestRegister.ValidName));
        Assert.That(await answer.Locator("[data-online]").GetAttributeAsync("href"), Is.EqualTo($"/q/{token}"));
    }

    [Test]
    public async Task Code_ThatLeadsElsewhere_IsNamed()
    {
        var token = TestRegister.TokenOf(TestRegister.Valid);
        var elsewhere = await (await _page.EnterAsync($"HTTPS://FAKE.EXAMPLE.COM/Q/{token}")).InnerTextAsync();
        await _page.Locator("[data-again]").ClickAsync();
        var bare = await (await _page.EnterAsync(token)).InnerTextAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(elsewhere, Does.Contain("通向别的网站").And.Contain("fake.example.com"));
            Assert.That(bare, Does.StartWith("签名真实").And.Not.Contain("通向别的网站"));
        }
    }

    [TestCase("HTTPS://EXAMPLE.CN/MENU")]
    [TestCase("HTTPS://VERIFY.EXAMPLE.CN/Q/2KCE3IQE")]
    [TestCase("王伟")]
    public async Task Code_OfSomethingElse_IsNoCertificate(string text) =>
        Assert.That(await (await _page.EnterAsync(text)).InnerTextAsync(), Does.StartWith("这不是本系统的证书二维码"));

    [Test]
    public async Task Token_InAnyOtherForm_IsNoToken()
    {
        var bytes = Base32Bytes(TestRegister.TokenOf(TestRegister.Valid));
        byte[][] others = [[.. bytes, 0], bytes[1..], [.. bytes[..1], 0x98, 0x04, .. bytes[2..]]];
        foreach (var other in others)
        {
            var answer = await _page.EnterAsync(Base32.Encode(other));
            Assert.That(await answer.InnerTextAsync(), Does.StartWith("这不是本系统的证书二维码"));
            await _page.Locator("[data-again]").ClickAsync();
        }
    }

    [Test]
    public async Task File_WithoutACode_IsToldInWords()
    {
        var pdf = await TestRegister.PdfOfAsync(TestRegister.Valid);
        (byte[] File, string Type, string Said)[] files =
        [
            (await File.ReadAllBytesAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "samples", "hr-page.png")), "image/png", "没有找到二维码"),
            ("no picture"u8.ToArray(), "image/png", "无法作为图片打开"),
            (pdf, "application/pdf", "这里只读取图片"),
            (new byte[20 * 1024 * 1024 + 1], "image/png", "超过 20 MB"),
        ];
        foreach (var (file, type, said) in files)
        {
            Assert.That(await (await _page.ChooseAsync(file, type)).InnerTextAsync(), Does.Contain(said));
        }
    }

    private static byte[] Base32Bytes(string token)
    {
        Assert.That(Base32.TryDecode(token, out var bytes), Is.True);
        return bytes!;
    }
}
