using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;

namespace Certificates.Tests.Verify.Scan;

/// <summary>Tokens that read like those of a certificate in force, made with a key of somebody else.</summary>
internal static class ForgedTokens
{
    /// <summary>Makes one that says which key signed it.</summary>
    public static string Make(byte[] keyId)
    {
        Assert.That(CertificateNumber.TryParse(TestRegister.Valid.Number, out var number, out _), Is.True);
        var payload = new QrClaims(number!, 1, TestRegister.ValidName, TestRegister.Valid.IssuedOn).Encode();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = EcdsaValue.WithLowS(key.SignHash(SHA256.HashData(CoseSign1.ToSign(SignatureAlgorithm.ES256, keyId, payload))));
        return Base32.Encode(CoseSign1.Encode(SignatureAlgorithm.ES256, keyId, payload, signature));
    }

    /// <summary>One that names SM2 as its algorithm: no browser can tell whether it is genuine.</summary>
    public static string MakeSm2()
    {
        Assert.That(CertificateNumber.TryParse(TestRegister.Valid.Number, out var number, out _), Is.True);
        var payload = new QrClaims(number!, 1, TestRegister.ValidName, TestRegister.Valid.IssuedOn).Encode();
        return Base32.Encode(CoseSign1.Encode(SignatureAlgorithm.SM2, "ABCDEFGH"u8, payload, new byte[64]));
    }

    /// <summary>One that says that our own key signed it.</summary>
    public static string Make()
    {
        Assert.That(Base32.TryDecode(TestRegister.TokenOf(TestRegister.Valid), out var ours), Is.True);
        return Make(ours![8..16]);
    }
}
