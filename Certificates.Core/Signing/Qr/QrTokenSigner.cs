using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Text;
using Certificates.Core.Coding;

namespace Certificates.Core.Signing.Qr;

/// <summary>Signs what a certificate's QR code says.</summary>
internal sealed class QrTokenSigner(KeyRing keys, QrAddress site)
{
    /// <summary>
    /// Makes the token: Base32 of a COSE_Sign1, all of it in QR's alphanumeric alphabet. Its s is low; half of the tokens on paper from
    /// before have a high one and are as good.
    /// </summary>
    /// <exception cref="KeyNotInForceException">No key may sign now: an outage.</exception>
    public QrToken Sign(QrClaims claims)
    {
        var signer = keys.InForce(KeyPurpose.Qr);
        var keyId = Convert.FromHexString(signer.Key.Id);
        var payload = claims.Encode();
        var algorithm = signer.Key.Algorithm;
        var signature = QrToken.OneForm(algorithm, signer.Sign(CoseSign1.ToSign(algorithm, keyId, payload)));
        var token = Base32.Encode(CoseSign1.Encode(algorithm, keyId, payload, signature));
        return new QrToken(token, site.Of(token), signer.Key.Id);
    }
}

/// <summary>A token and the key that made it.</summary>
/// <param name="Text">Upper-case Base32.</param>
/// <param name="Address">What the QR code holds: where the site answers about it.</param>
/// <param name="KeyId">Kept with the certificate's version.</param>
internal sealed record QrToken(string Text, string Address, string KeyId)
{
    /// <summary>SHA-256 of the text; of one that was signed here, s is low.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    /// <summary>The same of the text of a genuine token, in upper case, whether its s is low or not.</summary>
    public static byte[] HashOf(string text)
    {
        // The signature is the last of a COSE_Sign1.
        var bytes = Base32.TryDecode(text, out var decoded) ? decoded : throw new ArgumentException("No token.", nameof(text));
        var algorithm = CoseSign1.AlgorithmOf(CoseMessage.DecodeSign1(bytes));
        OneForm(algorithm, bytes[^EcdsaValue.Length..]).CopyTo(bytes, bytes.Length - EcdsaValue.Length);
        return SHA256.HashData(Encoding.ASCII.GetBytes(Base32.Encode(bytes)));
    }

    /// <summary>The one form of a signature that is hashed. Of SM2 there is no other: s and n − s do not verify alike.</summary>
    internal static byte[] OneForm(SignatureAlgorithm algorithm, byte[] signature) =>
        algorithm == SignatureAlgorithm.ES256 ? EcdsaValue.WithLowS(signature) : signature;

    /// <summary>Never prints the token: whoever has it can look the certificate up.</summary>
    public override string ToString() => nameof(QrToken);
}

/// <summary>
/// What a QR token says: enough to compare with the paper without asking the register; the number itself says institution,
/// occupation, direction and grade. As a CBOR Web Token (RFC 8392): 2 (sub) number, 6 (iat) the second the day of issue
/// begins in China, and of the range for private use −65537 name, −65538 version.
/// </summary>
/// <param name="Number">The certificate.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Name">The holder's name as printed.</param>
/// <param name="IssuedOn">Day of issue, China Standard Time.</param>
internal sealed record QrClaims(CertificateNumber Number, int Version, string Name, DateOnly IssuedOn)
{
    private const int Subject = 2;
    private const int IssuedAt = 6;
    private const int HolderName = -65537;
    private const int CertificateVersion = -65538;

    /// <summary>What the token of a certificate says.</summary>
    public static QrClaims Of(Certificate certificate) =>
        new(certificate.Number, certificate.Version, certificate.Holder.Name.Value, certificate.IssuedOn);

    /// <summary>Deterministic encoding (RFC 8949, 4.2.1).</summary>
    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(4);
        writer.WriteInt32(Subject);
        writer.WriteTextString(Number.Value);
        writer.WriteInt32(IssuedAt);
        writer.WriteInt64(ChinaTime.StartOf(IssuedOn).ToUnixTimeSeconds());
        writer.WriteInt32(HolderName);
        writer.WriteTextString(Name);
        writer.WriteInt32(CertificateVersion);
        writer.WriteInt32(Version);
        writer.WriteEndMap();
        return writer.Encode();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote, and nothing else.</summary>
    /// <exception cref="CborContentException">It is not that.</exception>
    /// <exception cref="InvalidOperationException">It is not that.</exception>
    public static QrClaims? Decode(ReadOnlyMemory<byte> payload)
    {
        var reader = new CborReader(payload, CborConformanceMode.Canonical);
        if (reader.ReadStartMap() != 4 || reader.ReadInt32() != Subject
            || reader.ReadTextString() is not { } text || !Ascii.IsValid(text) || !CertificateNumber.TryParse(text, out var number, out _)
            || reader.ReadInt32() != IssuedAt)
        {
            return null;
        }

        var issuedOn = ChinaTime.DayOf(DateTimeOffset.FromUnixTimeSeconds(reader.ReadUInt32()));
        if (reader.ReadInt32() != HolderName || reader.ReadTextString() is not { } name || reader.ReadInt32() != CertificateVersion)
        {
            return null;
        }

        var claims = new QrClaims(number, reader.ReadInt32(), name, issuedOn);
        return claims.Encode().AsSpan().SequenceEqual(payload.Span) ? claims : null;
    }

    /// <summary>Never prints a name.</summary>
    public override string ToString() => nameof(QrClaims);
}
