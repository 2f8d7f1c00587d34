using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Certificates.Core.Signing;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Sessions;

namespace Certificates.Tests.Verifying;

internal sealed class VerdictSignerTests
{
    [Test]
    public async Task Sign_Verdict_VerifiesWithThePublishedKeyByTheFrameworksEcdsa()
    {
        await using var verifying = await TestVerifying.OpenAsync();

        var parts = verifying.Get<VerdictSigner>().Sign("{\"verdict\":\"valid\"}"u8.ToArray()).Split('.');

        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        var keyId = header.RootElement.GetProperty("kid").GetString();
        var published = (await verifying.Get<PublishedKeys>().ReadAsync(CancellationToken.None)).Keys.Single(key => key.KeyId == keyId);
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(published.Certificates[0]));
        using var key = certificate.GetECDsaPublicKey()!;
        Assert.That(published.Purpose, Is.EqualTo("verdict"));
        Assert.That(key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256), Is.True);
        Assert.That(Base64Url.DecodeFromChars(parts[1]), Is.EqualTo("{\"verdict\":\"valid\"}"u8.ToArray()));
        Assert.That(header.RootElement.GetProperty("alg").GetString(), Is.EqualTo("ES256"));
        Assert.That(header.RootElement.GetProperty("iat").GetInt64(), Is.EqualTo(verifying.Issuing.Clock.GetUtcNow().ToUnixTimeSeconds()));
    }

    [Test]
    public async Task Sign_KeyExpired_IsRefused()
    {
        await using var verifying = await TestVerifying.OpenAsync();
        verifying.Issuing.Clock.Advance(TimeSpan.FromDays(36500));

        Assert.That(() => verifying.Get<VerdictSigner>().Sign("{}"u8.ToArray()), Throws.TypeOf<KeyNotInForceException>());
    }

    [Test]
    public async Task Desk_SetUpAgain_KeepsWhatItHas()
    {
        await using var verifying = await TestVerifying.OpenAsync();
        var (desk, keys) = (verifying.Get<Desk>(), verifying.Get<CookieKeys>());
        await keys.KeepAsync("key-1", "<key/>", CancellationToken.None);

        await desk.SetUpAsync(CancellationToken.None);
        await keys.KeepAsync("key-1", "<other/>", CancellationToken.None);

        Assert.That(await keys.ListAsync(CancellationToken.None), Is.EqualTo(new[] { "<key/>" }));
        Assert.That(await desk.IsReadyAsync(CancellationToken.None), Is.True);
        verifying.Register.IsDown = true;
        Assert.That(await desk.IsReadyAsync(CancellationToken.None), Is.False);
    }
}
