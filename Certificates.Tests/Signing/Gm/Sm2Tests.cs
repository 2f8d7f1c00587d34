using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Gm;

namespace Certificates.Tests.Signing.Gm;

/// <summary>SM2 and SM3 against the vectors of the standards, and against openssl in both directions.</summary>
[Category(Categories.Process)]
internal sealed class Sm2Tests
{
    private static readonly byte[] Message = "电子证书"u8.ToArray();
    private Sm2Authority _authority = null!;

    [OneTimeSetUp]
    public void MakeAuthority()
    {
        _authority = new Sm2Authority();
        _authority.Certify("signer");
    }

    [OneTimeTearDown]
    public void RemoveAuthority() => _authority.Dispose();

    /// <summary>GB/T 32905-2016, A.1 and A.2.</summary>
    [TestCase("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [TestCase(
        "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void Sm3_VectorOfTheStandard_IsItsHash(string text, string hash) =>
        Assert.That(Convert.ToHexStringLower(Sm2.Sm3(Encoding.ASCII.GetBytes(text))), Is.EqualTo(hash));

    /// <summary>GB/T 32918.5-2017, A.2: the key, the message and the signature by the default user id.</summary>
    [Test]
    public void Verifies_VectorOfTheStandard_AndNoneBesideIt()
    {
        var key = KeyOf(
            "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020", "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13");
        var signature = Convert.FromHexString(
            "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3" + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");

        Assert.That(Sm2.Verifies(key, "message digest"u8, signature), Is.True);
        Assert.That(Sm2.VerifiesDer(key, "message digest"u8, Sm2.ToDer(signature)), Is.True);
        Assert.That(Sm2.Verifies(key, "message digesu"u8, signature), Is.False);
        Assert.That(Sm2.Verifies(key, "message digest"u8, [.. signature.AsSpan(0, 63), (byte)(signature[63] ^ 1)]), Is.False);
        Assert.That(Sm2.Verifies(key, "message digest"u8, signature.AsSpan(0, 63)), Is.False);
        Assert.That(Sm2.Verifies([1, 2, 3], "message digest"u8, signature), Is.False, "no key");
    }

    [Test]
    public void Sign_Message_OpenSslVerifiesIt()
    {
        var signer = Open();
        var signature = Sm2.ToDer(signer.Sign(Message));

        Assert.That(_authority.Verifies("signer", Message, signature), Is.True);
        Assert.That(_authority.Verifies("signer", [.. Message, 1], signature), Is.False, "openssl refuses what is wrong");
        Assert.That(Sm2.ToDer(signer.Sign(Message)), Is.Not.EqualTo(signature), "each has a random number of its own");
    }

    [Test]
    public void Verifies_SignatureOfOpenSsl_IsGenuine()
    {
        var key = Open().Key.Public.Span;
        var signature = _authority.Sign("signer", Message);

        Assert.That(Sm2.VerifiesDer(key, Message, signature), Is.True);
        Assert.That(Sm2.VerifiesDer(key, [.. Message, 1], signature), Is.False);
    }

    [Test]
    public void Key_OfAFile_IsPublishedAsWhatItIs()
    {
        var key = Open().Key;
        using var ring = new PublicKeyRing([key]);
        var jwk = JwkSet.Of(ring).Keys.Single();
        var (x, y) = Sm2.PointOf(key.Public.Span);

        Assert.That((jwk.KeyType, jwk.Curve, jwk.Algorithm), Is.EqualTo(("EC", "SM2", "SM2")));
        Assert.That(KeyOf(Convert.ToHexString(x), Convert.ToHexString(y)), Is.EqualTo(key.Public.ToArray()));
        Assert.That(
            JwkReading.Read(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(JwkSet.Of(ring))).Keys.Single().Public.ToArray(),
            Is.EqualTo(key.Public.ToArray()));
        Assert.That(ring.Verifies(key, new byte[32], new byte[64]), Is.False, "no SHA-256 hash is signed by it");
    }

    [TestCase("Qr", SignatureAlgorithm.ES256, "Signing:Qr:File holds a SM2 key, ES256 is asked for")]
    [TestCase("Pdf", SignatureAlgorithm.ES256, "Signing:Pdf:File")]
    [TestCase("Status", SignatureAlgorithm.ES256, "Signing:Status:File")]
    public void Setting_OfAnSm2KeyWhereNoneIsTaken_IsRefusedByName(string purpose, SignatureAlgorithm algorithm, string said)
    {
        var options = new SigningOptions { QrAlgorithm = algorithm };
        var named = purpose switch { "Qr" => options.Qr, "Pdf" => options.Pdf, _ => options.Status };
        named.File = _authority.File("signer.pfx");
        var files = new KeyFiles(_authority.Folder, options, DemoFolder.Everything, isDemo: true);
        Assert.That(
            () => files.OpenSigner(Enum.Parse<KeyPurpose>(purpose)), Throws.TypeOf<KeyFileException>().With.Message.Contains(said));
    }

    [Test]
    public void Setting_OfSm2ForAnotherKey_IsRefusedByName()
    {
        using var demo = new DemoFolder();
        var files = new KeyFiles(demo.Path, new SigningOptions { QrAlgorithm = SignatureAlgorithm.SM2 }, DemoFolder.Everything, isDemo: true);
        Assert.That(
            () => files.OpenSigner(KeyPurpose.Qr), Throws.TypeOf<KeyFileException>().With.Message.Contains("Signing:Qr:File holds a ES256 key"));
    }

    [Test]
    public void NextKey_OfTheOtherAlgorithm_IsTaken()
    {
        using var demo = new DemoFolder();
        var options = new SigningOptions();
        options.Qr.NextFile = _authority.File("signer.pfx");
        var files = new KeyFiles(demo.Path, options, DemoFolder.Everything, isDemo: true);
        Assert.That(files.OpenNext(KeyPurpose.Qr)!.Key.Algorithm, Is.EqualTo(SignatureAlgorithm.SM2));
    }

    [Test]
    public void PasswordOfAFile_Wrong_IsNamed()
    {
        var options = new SigningOptions { QrAlgorithm = SignatureAlgorithm.SM2 };
        (options.Qr.File, options.Qr.Password) = (_authority.Certify("locked", "a password"), "another");
        var files = new KeyFiles(_authority.Folder, options, DemoFolder.Everything, isDemo: true);
        Assert.That(
            () => files.OpenSigner(KeyPurpose.Qr), Throws.TypeOf<KeyFileException>().With.Message.Contains("Signing:Qr:Password is wrong"));
    }

    /// <summary>The framework does not judge such chains, so what does must refuse what it would.</summary>
    [Test]
    public void Chain_ToAnAuthorityOfTheSetting_IsVouchedFor_AndNoOther()
    {
        using var stranger = new Sm2Authority();
        using var root = X509Certificate2.CreateFromPem(_authority.Root);
        using var other = X509Certificate2.CreateFromPem(stranger.Root);
        using var leaf = X509CertificateLoader.LoadCertificateFromFile(_authority.File("signer.der"));
        var key = Open().Key;

        Assert.That(new TrustedAuthorities([other, root]).Vouches(key), Is.True);
        Assert.That(new TrustedAuthorities([leaf]).Vouches(key), Is.True, "a certificate that is named itself");
        Assert.That(new TrustedAuthorities([other]).Vouches(key), Is.False, "of the same name");
        Assert.That(new TrustedAuthorities([root]).Vouches(key with { ValidTo = key.ValidTo.AddDays(1) }), Is.False);
        byte[] forged = [.. key.Chain.ToArray()];
        forged[CertificateChain.Leaf(key.Chain).Length - 1] ^= 1;
        Assert.That(new TrustedAuthorities([root]).Vouches(key with { Chain = forged }), Is.False, "a certificate whose signature is changed");
    }

    private ISigner Open()
    {
        var options = new SigningOptions { QrAlgorithm = SignatureAlgorithm.SM2 };
        options.Qr.File = _authority.File("signer.pfx");
        return new KeyFiles(_authority.Folder, options, DemoFolder.Everything, isDemo: true).OpenSigner(KeyPurpose.Qr);
    }

    /// <summary>SubjectPublicKeyInfo of a point, written here (RFC 5480).</summary>
    private static byte[] KeyOf(string x, string y)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.10045.2.1");
                writer.WriteObjectIdentifier("1.2.156.10197.1.301");
            }

            writer.WriteBitString(Convert.FromHexString("04" + x + y));
        }

        return writer.Encode();
    }
}
