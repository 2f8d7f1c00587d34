using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Signing;

namespace Certificates.Tests.Signing;

internal sealed class JwkSetTests
{
    private static readonly byte[] Hash = SHA256.HashData("a file"u8);

    [Test]
    public void Of_EcKey_VerifiesFromItsJsonAlone()
    {
        using var demo = new DemoFolder();
        var signer = demo.Signers[KeyPurpose.Qr];

        var jwk = JsonOf(demo.Published, signer);

        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes(jwk, "x"), Y = Bytes(jwk, "y") },
        });
        Assert.That(key.VerifyHash(Hash, signer.SignHash(Hash)), Is.True);
        Assert.That(
            "kty crv use alg purpose state".Split(' ').Select(member => (string?)jwk[member]),
            Is.EqualTo("EC P-256 sig ES256 qr active".Split(' ')));
        Assert.That(jwk.ContainsKey("n") || jwk.ContainsKey("d") || jwk.ContainsKey("compromisedSince"), Is.False);
        Assert.That((string?)jwk["validFrom"], Is.EqualTo("2026-03-01T03:00:00Z"));
    }

    [Test]
    public void Of_RsaKey_VerifiesFromItsJsonAlone()
    {
        using var demo = new DemoFolder(SignatureAlgorithm.RS256);
        var signer = demo.Signers[KeyPurpose.Pdf];

        var jwk = JsonOf(demo.Published, signer);

        using var key = RSA.Create(new RSAParameters { Modulus = Bytes(jwk, "n"), Exponent = Bytes(jwk, "e") });
        Assert.That(key.VerifyHash(Hash, signer.SignHash(Hash), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), Is.True);
        Assert.That(((string?)jwk["kty"], (string?)jwk["alg"]), Is.EqualTo(("RSA", "RS256")));
    }

    [Test]
    public void Of_CompromisedKey_SaysSinceWhen()
    {
        using var demo = new DemoFolder();
        var signer = demo.Signers[KeyPurpose.Pdf];
        using var published = new PublicKeyRing([signer.Key with { State = KeyState.Compromised, CompromisedSince = demo.Clock.GetUtcNow() }]);

        var jwk = JsonOf(published, signer);

        Assert.That(((string?)jwk["state"], (string?)jwk["compromisedSince"]), Is.EqualTo(("compromised", "2026-03-01T04:00:00Z")));
        using var root = X509Certificate2.CreateFromPem(File.ReadAllText(demo.File(DemoKeys.RootFile)));
        using var leaf = X509CertificateLoader.LoadCertificate(Convert.FromBase64String((string)jwk["x5c"]![0]!));
        Assert.That((string?)jwk["x5c"]![1], Is.EqualTo(Convert.ToBase64String(root.RawData)));
        Assert.That(leaf.IssuerName.RawData, Is.EqualTo(root.SubjectName.RawData));
    }

    private static JsonObject JsonOf(PublicKeyRing ring, ISigner signer) =>
        JsonSerializer.SerializeToNode(JwkSet.Of(ring))!["keys"]!.AsArray().Single(key => (string?)key!["kid"] == signer.Key.Id)!.AsObject();

    private static byte[] Bytes(JsonObject jwk, string member) => Base64Url.DecodeFromChars((string)jwk[member]!);
}
