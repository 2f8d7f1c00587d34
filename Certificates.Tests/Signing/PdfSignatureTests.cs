using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using FsCheck;
using FsCheck.Fluent;

namespace Certificates.Tests.Signing;

internal sealed class PdfSignatureTests
{
    private static readonly byte[] Document = "%PDF-1.7 without its signature"u8.ToArray();
    private static readonly byte[] Hash = SHA256.HashData(Document);
    private static readonly string[] SignedAttributes = ["1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.16.2.47"];

    [TestCase(SignatureAlgorithm.ES256)]
    [TestCase(SignatureAlgorithm.RS256)]
    public void Sign_AnyDocument_SignedCmsAcceptsItAndFindsNoSigningTime(SignatureAlgorithm algorithm)
    {
        using var demo = new DemoFolder(algorithm);
        var signature = new PdfSigner(demo.Ring, stamps: null).Sign(Hash);

        var oracle = new SignedCms(new ContentInfo(Document), detached: true);
        oracle.Decode(signature.Cms.Span);
        Assert.That(() => oracle.CheckSignature(verifySignatureOnly: true), Throws.Nothing);

        var signer = oracle.SignerInfos[0];
        Assert.That(
            signer.SignedAttributes.Cast<CryptographicAttributeObject>().Select(attribute => attribute.Oid.Value),
            Is.EquivalentTo(SignedAttributes));
        Assert.That(oracle.Certificates, Has.Count.EqualTo(1), "the leaf without the root");
        Assert.That(signature.KeyId, Is.EqualTo(demo.Signers[KeyPurpose.Pdf].Key.Id));

        var other = new SignedCms(new ContentInfo("other"u8.ToArray()), detached: true);
        other.Decode(signature.Cms.Span);
        Assert.That(() => other.CheckSignature(verifySignatureOnly: true), Throws.InstanceOf<CryptographicException>());
    }

    [TestCase(SignatureAlgorithm.ES256)]
    [TestCase(SignatureAlgorithm.RS256)]
    public void Sign_AnyDocument_OpensslAcceptsItAsCades(SignatureAlgorithm algorithm)
    {
        using var demo = new DemoFolder(algorithm);
        File.WriteAllBytes(demo.File("document"), Document);
        File.WriteAllBytes(demo.File("signature"), new PdfSigner(demo.Ring, stamps: null).Sign(Hash).Cms.Span);
        var at = demo.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        var output = Tool.Run(
            "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", demo.File("signature"), "-content",
            demo.File("document"), "-CAfile", demo.File(DemoKeys.RootFile), "-purpose", "any", "-attime", at);

        Assert.That(output, Is.EqualTo("%PDF-1.7 without its signature"));
    }

    [TestCase(SignatureAlgorithm.ES256)]
    [TestCase(SignatureAlgorithm.RS256)]
    public void Check_OwnSignaturePaddedWithZeros_IsValid(SignatureAlgorithm algorithm)
    {
        using var demo = new DemoFolder(algorithm);
        var signer = new PdfSigner(demo.Ring, stamps: null);
        var contents = Padded(signer.Sign(Hash), signer.MaximumLength);

        var check = new PdfSignatureReader(demo.Published).Check(contents, Hash);

        Assert.That(check, Is.EqualTo(new PdfSignatureCheck(PdfSignatureFinding.Valid, demo.Signers[KeyPurpose.Pdf].Key)));
    }

    [Test]
    public void Check_OtherBytes_IsAltered()
    {
        using var demo = new DemoFolder();
        var signature = new PdfSigner(demo.Ring, stamps: null).Sign(Hash);

        var check = new PdfSignatureReader(demo.Published).Check(signature.Cms, SHA256.HashData("other"u8));

        Assert.That(check.Finding, Is.EqualTo(PdfSignatureFinding.Altered));
    }

    [Test]
    public void Check_AnotherAuthoritysSignature_IsForeign()
    {
        using var demo = new DemoFolder();
        using var stranger = new DemoFolder();

        var check = new PdfSignatureReader(demo.Published).Check(new PdfSigner(stranger.Ring, stamps: null).Sign(Hash).Cms, Hash);

        Assert.That(check, Is.EqualTo(new PdfSignatureCheck(PdfSignatureFinding.Foreign, null)));
    }

    [Test]
    public void Check_ByteBehindTheDer_IsInvalid()
    {
        using var demo = new DemoFolder();
        var contents = Padded(new PdfSigner(demo.Ring, stamps: null).Sign(Hash), 4000);
        contents[^1] = 1;

        Assert.That(new PdfSignatureReader(demo.Published).Check(contents, Hash).Finding, Is.EqualTo(PdfSignatureFinding.Invalid));
    }

    [TestCase(SignatureAlgorithm.ES256)]
    [TestCase(SignatureAlgorithm.RS256)]
    public void Check_OurCertificateAnothersKey_IsInvalid(SignatureAlgorithm algorithm)
    {
        using var demo = new DemoFolder(algorithm);
        using var stranger = new DemoFolder(algorithm);
        var key = demo.Signers[KeyPurpose.Pdf].Key;
        var template = new CmsTemplate(key);
        var attributes = template.SignedAttributes(Hash);
        var forged = template.Encode(attributes, stranger.Signers[KeyPurpose.Pdf].SignHash(SHA256.HashData(attributes)));

        Assert.That(
            new PdfSignatureReader(demo.Published).Check(forged, Hash),
            Is.EqualTo(new PdfSignatureCheck(PdfSignatureFinding.Invalid, key)));
    }

    [Test]
    public void Check_SignedWithoutTheCertificateHash_IsInvalid()
    {
        using var demo = new DemoFolder();
        var pfx = File.ReadAllBytes(demo.File("pdf.pfx"));
        using var leaf = X509CertificateLoader.LoadPkcs12(pfx, "");
        var plain = new SignedCms(new ContentInfo(Document), detached: true);
        plain.ComputeSignature(new CmsSigner(leaf) { IncludeOption = X509IncludeOption.EndCertOnly });

        Assert.That(
            new PdfSignatureReader(demo.Published).Check(plain.Encode(), Hash).Finding, Is.EqualTo(PdfSignatureFinding.Invalid));
    }

    [TestCase(SignatureAlgorithm.ES256)]
    [TestCase(SignatureAlgorithm.RS256)]
    public void Check_AnyBitFlipped_IsNeverValid(SignatureAlgorithm algorithm)
    {
        using var demo = new DemoFolder(algorithm);
        var contents = new PdfSigner(demo.Ring, stamps: null).Sign(Hash).Cms.ToArray();
        var reader = new PdfSignatureReader(demo.Published);

        for (var bit = 0; bit < contents.Length * 8; bit++)
        {
            contents[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(reader.Check(contents, Hash).Finding, Is.Not.EqualTo(PdfSignatureFinding.Valid), $"bit {bit}");
            contents[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Test]
    public void Check_CutOrRandomBytes_NeverThrows()
    {
        using var demo = new DemoFolder();
        var contents = new PdfSigner(demo.Ring, stamps: null).Sign(Hash).Cms;
        var reader = new PdfSignatureReader(demo.Published);
        for (var length = 0; length < contents.Length; length++)
        {
            Assert.That(reader.Check(contents[..length], Hash).Finding, Is.EqualTo(PdfSignatureFinding.Invalid));
        }

        Prop.ForAll<byte[]>(bytes => reader.Check(bytes, Hash).Finding == PdfSignatureFinding.Invalid).QuickCheckThrowOnFailure();
    }

    [Test]
    public void EcdsaValue_AnySignature_ReadsBackAndMatchesTheFramework()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        for (var i = 0; i < 300; i++)
        {
            var plain = key.SignHash(Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            var der = EcdsaValue.Encode(plain);

            Assert.That(key.VerifyHash(Hash, der, DSASignatureFormat.Rfc3279DerSequence), Is.True);
            Assert.That(EcdsaValue.TryDecode(der, out var back) && back.AsSpan().SequenceEqual(plain), Is.True);
        }
    }

    private static byte[] Padded(PdfSignature signature, int length)
    {
        var contents = new byte[length];
        signature.Cms.CopyTo(contents);
        return contents;
    }
}
