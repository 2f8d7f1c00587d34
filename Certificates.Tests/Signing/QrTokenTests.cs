using System.Globalization;
using System.Numerics;
using System.Security.Cryptography.Cose;
using System.Security.Cryptography.X509Certificates;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;
using FsCheck;
using FsCheck.Fluent;

namespace Certificates.Tests.Signing;

internal sealed class QrTokenTests
{
    private DemoFolder _demo = null!;
    private QrTokenReader _reader = null!;

    [OneTimeSetUp]
    public void MakeKeys()
    {
        _demo = new DemoFolder();
        _reader = new QrTokenReader(_demo.Published);
    }

    [OneTimeTearDown]
    public void RemoveKeys() => _demo.Dispose();

    [Test]
    public void Sign_Claims_CoseLibraryVerifiesThemAndFindsTheKeyId()
    {
        var token = Sign();

        var oracle = CoseMessage.DecodeSign1(DecodeWithTheStandardAlphabet(token.Text));
        using var leaf = X509CertificateLoader.LoadPkcs12(File.ReadAllBytes(_demo.File("qr.pfx")), "");
        using var key = leaf.GetECDsaPublicKey()!;
        Assert.That(oracle.VerifyEmbedded(key), Is.True);
        Assert.That(Convert.ToHexStringLower(oracle.ProtectedHeaders[CoseHeaderLabel.KeyIdentifier].GetValueAsBytes()), Is.EqualTo(token.KeyId));
        Assert.That(oracle.ProtectedHeaders[CoseHeaderLabel.Algorithm].GetValueAsInt32(), Is.EqualTo(-7));
        Assert.That(token.KeyId, Is.EqualTo(_demo.Signers[KeyPurpose.Qr].Key.Id).And.Not.EqualTo(_demo.Signers[KeyPurpose.Pdf].Key.Id));
    }

    [TestCase("张三丰")]
    [TestCase("𬭎𫖯·䶮㛃")]
    [TestCase("Anne-Marie O’Neill")]
    public void TryRead_OwnToken_GivesBackTheClaimsInEitherCase(string name)
    {
        var claims = Claims() with { Name = name, Version = 3 };
        var token = Sign(claims);

        foreach (var text in new[] { token.Text, string.Concat(token.Text.Select(char.ToLowerInvariant)) })
        {
            Assert.That(_reader.TryRead(text, out var read, out var fault), Is.True);
            Assert.That((read, fault), Is.EqualTo((new GenuineQrToken(claims, _demo.Signers[KeyPurpose.Qr].Key), (QrTokenFault?)null)));
        }
    }

    [Test]
    public void Sign_FourCharacterName_AddressFitsAQrCodeOfVersion9()
    {
        Assert.That(Sign(Claims() with { Name = "欧阳娜娜" }).Address, Has.Length.LessThanOrEqualTo(262).And.Match("^HTTPS://VERIFY\\.EXAMPLE\\.CN/Q/[A-Z2-7]+$"));
    }

    [Test]
    public void Sign_ManyTokens_HaveALowS_AndTheirHighTwinsStayGood()
    {
        var order = BigInteger.Parse("115792089210356248762697446949407573529996955224135760342422259061068512044369", CultureInfo.InvariantCulture);
        for (var i = 0; i < 50; i++)
        {
            var token = Sign(Claims() with { Name = $"王{i}" }).Text;
            var bytes = Base32.TryDecode(token, out var decoded) ? decoded : [];
            var s = new BigInteger(bytes.AsSpan(^32), isUnsigned: true, isBigEndian: true);
            Assert.That(s, Is.LessThanOrEqualTo(order / 2));

            // half of what was printed before has the other form
            var high = (order - s).ToByteArray(isUnsigned: true, isBigEndian: true);
            high.CopyTo(bytes.AsSpan(bytes.Length - high.Length));
            Assert.That(new QrTokenReader(_demo.Published).TryRead(Base32.Encode(bytes), out _, out _), Is.True);
        }
    }

    [Test]
    public void TryRead_AnyBitFlipped_IsRefused()
    {
        var token = Sign().Text;
        var bytes = DecodeWithTheStandardAlphabet(token);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(_reader.TryRead(Base32.Encode(bytes), out _, out _), Is.False, $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.That(_reader.TryRead(Base32.Encode(bytes), out _, out _), Is.True);
    }

    [Test]
    public void TryRead_AnyCharacterChanged_IsRefused()
    {
        var token = Sign().Text;

        Prop.ForAll<NonNegativeInt, char>((position, character) =>
        {
            var at = position.Get % token.Length;
            return char.ToUpperInvariant(character) == token[at]
                || !_reader.TryRead(token[..at] + character + token[(at + 1)..], out _, out _);
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void TryRead_NotTheOneFormOfAToken_IsUnreadable()
    {
        var token = Sign().Text;
        var bytes = DecodeWithTheStandardAlphabet(token);
        var untagged = Base32.Encode(bytes.AsSpan(1));
        var longTag = Base32.Encode([0xD8, 18, .. bytes.AsSpan(1)]);

        foreach (var text in new[] { null, "", "A", "Q", "00000000", token[..^1], token + "A", token + "AA", token + "=", " " + token, untagged, longTag, new string('A', 2000) })
        {
            Assert.That(_reader.TryRead(text, out _, out var fault), Is.False, text);
            Assert.That(fault, Is.EqualTo(QrTokenFault.Unreadable), text);
        }
    }

    [Test]
    public void TryRead_AnotherSystemsKey_IsForged()
    {
        using var stranger = new DemoFolder();

        Assert.That(_reader.TryRead(new QrTokenSigner(stranger.Ring, Site).Sign(Claims()).Text, out _, out var fault), Is.False);
        Assert.That(fault, Is.EqualTo(QrTokenFault.Forged));
    }

    [TestCase(KeyPurpose.Pdf)]
    public void TryRead_OurKeyOfAnotherPurpose_IsForged(KeyPurpose purpose)
    {
        var (signer, payload) = (_demo.Signers[purpose], Claims().Encode());
        var keyId = Convert.FromHexString(signer.Key.Id);
        const SignatureAlgorithm algorithm = SignatureAlgorithm.ES256;
        var bytes = CoseSign1.Encode(algorithm, keyId, payload, signer.Sign(CoseSign1.ToSign(algorithm, keyId, payload)));

        Assert.That(_reader.TryRead(Base32.Encode(bytes), out _, out var fault), Is.False);
        Assert.That(fault, Is.EqualTo(QrTokenFault.Forged));
    }

    [Test]
    public void TryRead_KeyRetiredOrEnded_StillReadsWhatItSignedInItsTime()
    {
        var key = _demo.Signers[KeyPurpose.Qr].Key;
        using var retired = new PublicKeyRing([key with { State = KeyState.Retired }]);
        using var leaked = new PublicKeyRing([key with { State = KeyState.Compromised, CompromisedSince = _demo.Clock.GetUtcNow().AddDays(-2) }]);
        var token = Sign().Text;

        Assert.That(new QrTokenReader(retired).TryRead(token, out _, out _), Is.True);
        Assert.That(new QrTokenReader(leaked).TryRead(token, out _, out var fault), Is.False);
        Assert.That(fault, Is.EqualTo(QrTokenFault.Forged));
    }

    [Test]
    public void ToString_TokenAndClaims_GiveNothingAway() =>
        Assert.That($"{Sign()} {Claims()}", Is.EqualTo("QrToken QrClaims"));

    [TestCase("ftp://verify.example.cn")]
    [TestCase("https://verify.example.cn/path")]
    [TestCase("https://verify.example.cn/?a=1")]
    [TestCase("https://me@verify.example.cn")]
    [TestCase("https://ver_ify.example.cn")]
    [TestCase("https://[::1]")]
    [TestCase("verify.example.cn")]
    [TestCase(null)]
    public void QrAddress_HostAQrCodeCannotHold_NamesTheConfigurationKey(string? baseUrl)
    {
        Assert.That(QrAddress.TryCreate(baseUrl, out _, out var fault), Is.False);
        Assert.That(fault, Does.StartWith("Verification:BaseUrl"));
    }

    [TestCase("https://Verify.Example.cn/", "verify.example.cn")]
    [TestCase("http://127.0.0.1:5081", "127.0.0.1:5081")]
    public void QrAddress_GoodHost_GivesTheDomainToPrint(string baseUrl, string domain)
    {
        Assert.That(QrAddress.TryCreate(baseUrl, out var address, out _), Is.True);
        Assert.That(address!.Domain, Is.EqualTo(domain));
        Assert.That(address.Of("ABC"), Does.EndWith($"{domain.ToUpperInvariant()}/Q/ABC"));
    }

    [Test]
    public void Base32_AnyBytes_ReadBackAndMatchTheVectorsOfRfc4648()
    {
        Assert.That(
            "|f|fo|foo|foob|fooba|foobar".Split('|').Select(text => Base32.Encode(System.Text.Encoding.ASCII.GetBytes(text))),
            Is.EqualTo("|MY|MZXQ|MZXW6|MZXW6YQ|MZXW6YTB|MZXW6YTBOI".Split('|')));
        Assert.That(Base32.TryDecode("MZ", out _), Is.False, "left-over bits that are not zero");
        Prop.ForAll<byte[]>(bytes => Base32.TryDecode(Base32.Encode(bytes), out var back) && back.AsSpan().SequenceEqual(bytes))
            .QuickCheckThrowOnFailure();
    }

    private static QrAddress Site => QrAddress.TryCreate("https://verify.example.cn", out var site, out var fault)
        ? site
        : throw new InvalidOperationException(fault);

    private QrToken Sign(QrClaims? claims = null) => new QrTokenSigner(_demo.Ring, Site).Sign(claims ?? Claims());

    private QrClaims Claims() => new(
        CertificateNumber.TryParse("Z00011101042610000123J", out var number, out _) ? number : throw new InvalidOperationException(),
        1,
        "张三",
        _demo.Clock.Today());

    /// <summary>A decoder of its own: as a big number in base 32.</summary>
    private static byte[] DecodeWithTheStandardAlphabet(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits[(i * 8)..(i * 8 + 8)], 2))];
    }
}
