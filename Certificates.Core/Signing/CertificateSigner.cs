using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Certificates.Core.Signing.Gm;

namespace Certificates.Core.Signing;

/// <summary>Signs with the private key of an X.509 certificate held in memory.</summary>
internal sealed class CertificateSigner : ISigner, IDisposable
{
    private readonly X509Certificate2 _leaf;
    private readonly KeyPool _keys;

    /// <summary>Takes over a certificate with its private key.</summary>
    /// <param name="use">What it is for.</param>
    /// <param name="leaf">The certificate; disposed of with this signer.</param>
    /// <param name="issuers">The certificates above it, nearest first; may be empty.</param>
    /// <exception cref="CryptographicException">The key is neither P-256 nor RSA of 2048 bits or more.</exception>
    public CertificateSigner(KeyUse use, X509Certificate2 leaf, IEnumerable<X509Certificate2> issuers)
    {
        (_leaf, Key) = (leaf, Describe(use, leaf, issuers));
        if (Key.Algorithm == SignatureAlgorithm.SM2)
        {
            throw new CryptographicException("An SM2 key signs QR tokens alone.");
        }

        _keys = new KeyPool(() => Key.Algorithm == SignatureAlgorithm.ES256 ? leaf.GetECDsaPrivateKey()! : leaf.GetRSAPrivateKey()!);
    }

    /// <inheritdoc/>
    public SigningKeyInfo Key { get; }

    /// <inheritdoc/>
    public byte[] SignHash(ReadOnlySpan<byte> sha256) => _keys.SignHash(sha256);

    public void Dispose()
    {
        _keys.Dispose();
        _leaf.Dispose();
    }

    /// <summary>What is published of a key by its certificate.</summary>
    /// <exception cref="CryptographicException">The key is neither P-256 nor SM2 nor RSA of 2048 bits or more.</exception>
    public static SigningKeyInfo Describe(KeyUse use, X509Certificate2 leaf, IEnumerable<X509Certificate2> issuers)
    {
        var publicKey = leaf.PublicKey.ExportSubjectPublicKeyInfo();
        return new SigningKeyInfo
        {
            Id = PublicKeyRing.IdOf(publicKey),
            Purpose = use.Purpose,
            Institution = use.Institution,
            Algorithm = AlgorithmOf(leaf),
            Public = publicKey,
            Chain = issuers.Prepend(leaf).SelectMany(certificate => certificate.RawData).ToArray(),
            ValidFrom = new DateTimeOffset(leaf.NotBefore).ToUniversalTime(),
            ValidTo = new DateTimeOffset(leaf.NotAfter).ToUniversalTime(),
        };
    }

    private static SignatureAlgorithm AlgorithmOf(X509Certificate2 leaf)
    {
        if (IsSm2(leaf))
        {
            return SignatureAlgorithm.SM2;
        }

        using var ec = leaf.GetECDsaPublicKey();
        using var rsa = leaf.GetRSAPublicKey();
        return (ec, rsa) switch
        {
            ({ } key, _) when key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value =>
                SignatureAlgorithm.ES256,
            (_, { KeySize: >= 2048 }) => SignatureAlgorithm.RS256,
            _ => throw new CryptographicException("The key is neither ECDSA on P-256 nor RSA of 2048 bits or more."),
        };
    }

    /// <summary>The framework knows nothing of the curve, which the parameters of the key name.</summary>
    private static bool IsSm2(X509Certificate2 leaf)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(Sm2.Curve);
        return leaf.PublicKey.Oid.Value == Sm2.EcPublicKey && writer.EncodedValueEquals(leaf.PublicKey.EncodedParameters?.RawData);
    }
}
