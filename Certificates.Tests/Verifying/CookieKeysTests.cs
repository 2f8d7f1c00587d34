using Certificates.Core.Verifying.Sessions;

namespace Certificates.Tests.Verifying;

internal sealed class CookieKeysTests
{
    private const string Xml = "<key id=\"1\"><masterKey><value>c2VjcmV0</value></masterKey></key>";

    [Test]
    public async Task Key_Kept_StandsEncryptedAndComesBack()
    {
        await using var verifying = await TestVerifying.OpenAsync();
        await verifying.Get<CookieKeys>().KeepAsync("key-1", Xml, CancellationToken.None);

        var stored = (await verifying.Get<DeskDataProtectionKeys>().ListAsync(CancellationToken.None)).Single();

        Assert.That(stored.Xml, Does.Not.Contain("<").And.Not.Contain("c2VjcmV0"));
        Assert.That(await verifying.Get<CookieKeys>().ListAsync(CancellationToken.None), Is.EqualTo(new[] { Xml }));
    }

    [Test]
    public async Task Key_PutIntoTheDeskByAnother_IsNone()
    {
        await using var verifying = await TestVerifying.OpenAsync();
        var (keys, desk) = (verifying.Get<CookieKeys>(), verifying.Get<DeskDataProtectionKeys>());
        await keys.KeepAsync("key-1", Xml, CancellationToken.None);
        var genuine = (await desk.ListAsync(CancellationToken.None)).Single().Xml;
        foreach (var (name, planted) in new[] { ("plain", Xml), ("moved", genuine), ("cut", genuine[..^1]), ("other", "00" + genuine[2..]), ("empty", ""), ("dots", "a.b.c") })
        {
            await desk.InsertAsync(name, planted, CancellationToken.None);
        }

        Assert.That(await keys.ListAsync(CancellationToken.None), Is.EqualTo(new[] { Xml }));
    }
}
