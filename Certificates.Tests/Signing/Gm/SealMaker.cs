using System.Formats.Asn1;

namespace Certificates.Tests.Signing.Gm;

/// <summary>
/// Makes demonstration seals (SESeal, GB/T 38540-2020), written here apart from the product's reader: the maker and whoever uses the seal
/// have certificates of one authority, and openssl signs.
/// </summary>
internal static class SealMaker
{
    /// <summary>Settings by which institution 0001 has a seal, whose maker and signer an authority certifies.</summary>
    public static (string, string)[] Settings(Sm2Authority authority)
    {
        authority.Certify("maker");
        return
        [
            ("Signing:Seals:0:Institution", "0001"),
            ("Signing:Seals:0:KeyFile", authority.Certify("signer")),
            ("Signing:Seals:0:SealFile", Make(authority, "maker", "signer")),
        ];
    }

    /// <summary>A seal in a file of the authority's folder, whose path it gives.</summary>
    /// <param name="authority">Has the certificates <paramref name="maker"/> and <paramref name="signer"/>.</param>
    /// <param name="maker">Who signs the seal.</param>
    /// <param name="signer">Who may use it.</param>
    /// <param name="version">4 of the standard.</param>
    /// <param name="days">How long it is valid, from a year ago on.</param>
    /// <param name="digest">The hash of the signer's certificate, where that is named in the place of the certificate.</param>
    /// <param name="alteration">What is done to the encoded information behind its signature.</param>
    public static string Make(
        Sm2Authority authority, string maker, string signer, int version = 4, int days = 1000, byte[]? digest = null,
        Func<byte[], byte[]>? alteration = null)
    {
        var info = Info(File.ReadAllBytes(authority.File($"{signer}.der")), version, days, digest);
        var signature = authority.Sign(maker, info);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(alteration?.Invoke(info) ?? info);
            writer.WriteOctetString(File.ReadAllBytes(authority.File($"{maker}.der")));
            writer.WriteObjectIdentifier("1.2.156.10197.1.501");
            writer.WriteBitString(signature);
        }

        var path = authority.File($"{Guid.NewGuid():N}.esl");
        File.WriteAllBytes(path, writer.Encode());
        return path;
    }

    private static byte[] Info(byte[] certificate, int version, int days, byte[]? digest)
    {
        var from = DateTimeOffset.UtcNow.AddDays(-365);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, "ES");
                writer.WriteInteger(version);
                writer.WriteCharacterString(UniversalTagNumber.IA5String, "test");
            }

            writer.WriteCharacterString(UniversalTagNumber.IA5String, "99000000000001");
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, "示范数字技术评价中心");
                WriteSigners(writer, certificate, digest);
                writer.WriteGeneralizedTime(from, omitFractionalSeconds: true);
                writer.WriteGeneralizedTime(from, omitFractionalSeconds: true);
                writer.WriteGeneralizedTime(from.AddDays(days), omitFractionalSeconds: true);
            }

            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, "png");
                writer.WriteOctetString(new byte[300]);
                writer.WriteInteger(40);
                writer.WriteInteger(40);
            }
        }

        return writer.Encode();
    }

    private static void WriteSigners(AsnWriter writer, byte[] certificate, byte[]? digest)
    {
        writer.WriteInteger(digest is null ? 1 : 2);
        using (writer.PushSequence())
        {
            if (digest is null)
            {
                writer.WriteOctetString(certificate);
                return;
            }

            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.PrintableString, "SM3");
                writer.WriteOctetString(digest);
            }
        }
    }
}
