using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Certificates.Core.Signing.Gm;

/// <summary>
/// An electronic-seal signature (电子签章), the SES_Signature of GB/T 38540-2020, over the bytes of a file that stands beside it:
/// <c>SES_Signature ::= SEQUENCE { toSign, cert OCTET STRING, signatureAlgID, signature BIT STRING, timeStamp [0] OPTIONAL }</c> and
/// <c>TBS_Sign ::= SEQUENCE { version, eseal, timeInfo GeneralizedTime, dataHash BIT STRING, propertyInfo IA5String,
/// extDatas [0] OPTIONAL }</c>.
/// The hash is SM3, the signature SM2 over the DER of toSign.
/// </summary>
internal static class SealSignature
{
    /// <summary>Makes one, and reads it again by public keys before it counts.</summary>
    /// <param name="seal">The seal.</param>
    /// <param name="signer">The key, whose certificate the seal names.</param>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">What the file is called, ASCII: propertyInfo.</param>
    /// <param name="at">When; seconds are kept.</param>
    /// <exception cref="InvalidOperationException">What was made does not verify.</exception>
    public static byte[] Make(ElectronicSeal seal, Sm2Signer signer, ReadOnlySpan<byte> file, string name, DateTimeOffset at)
    {
        var toSign = ToSign(seal, Sm2.Sm3(file), name, at);
        var certificate = CertificateChain.Leaf(signer.Key.Chain);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(toSign);
            writer.WriteOctetString(certificate.Span);
            writer.WriteObjectIdentifier(Sm2.WithSm3);
            writer.WriteBitString(Sm2.ToDer(signer.Sign(toSign)));
        }

        var made = writer.Encode();
        return Fits(made, file)
            ? made
            : throw new InvalidOperationException("An electronic-seal signature that was just made does not verify.");
    }

    /// <summary>
    /// True when a value is an electronic-seal signature over exactly these bytes: its seal is its maker's, names the signer, and was in
    /// force, the signer's signature verifies, and the hash is that of the file. Whose maker to believe is for whoever relies on it.
    /// </summary>
    public static bool Fits(ReadOnlyMemory<byte> value, ReadOnlySpan<byte> file)
    {
        try
        {
            var whole = new AsnReader(value, AsnEncodingRules.DER);
            var parts = whole.ReadSequence();
            var toSign = parts.ReadEncodedValue();
            var certificate = parts.ReadOctetString();
            var algorithm = parts.ReadObjectIdentifier();
            var signature = parts.ReadWholeBytes();
            (parts.HasData, whole.HasData).RequireNone();
            return algorithm == Sm2.WithSm3 && Read(toSign, out var seal, out var hash, out var at)
                && seal.IsFor(certificate) && seal.ValidFrom <= at && at <= seal.ValidTo && hash.AsSpan().SequenceEqual(Sm2.Sm3(file))
                && Sm2.VerifiesDer(ElectronicSeal.KeyOf(certificate), toSign.Span, signature);
        }
        catch (Exception malformed) when (malformed is AsnContentException or CryptographicException or OverflowException)
        {
            return false;
        }
    }

    private static byte[] ToSign(ElectronicSeal seal, byte[] hash, string name, DateTimeOffset at)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(seal.Version);
            writer.WriteEncodedValue(seal.Der.Span);
            writer.WriteGeneralizedTime(at, omitFractionalSeconds: true);
            writer.WriteBitString(hash);
            writer.WriteCharacterString(UniversalTagNumber.IA5String, name);
        }

        return writer.Encode();
    }

    private static bool Read(
        ReadOnlyMemory<byte> toSign, [NotNullWhen(true)] out ElectronicSeal? seal, out byte[] hash, out DateTimeOffset at)
    {
        var parts = new AsnReader(toSign, AsnEncodingRules.DER).ReadSequence();
        var version = parts.ReadInteger();
        var isSeal = ElectronicSeal.TryRead(parts.ReadEncodedValue(), out seal, out _);
        at = parts.ReadGeneralizedTime();
        hash = parts.ReadWholeBytes();
        parts.ReadCharacterString(UniversalTagNumber.IA5String);
        return isSeal && version == seal!.Version && !parts.HasData;
    }
}
