using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Certificates.Core.Signing.Gm;

/// <summary>
/// An electronic seal (电子印章), the SESeal of GB/T 38540-2020 in DER: an image and a name that a seal maker signed, and who may use it.
/// <c>SESeal ::= SEQUENCE { eSealInfo, cert OCTET STRING, signAlgID, signedValue BIT STRING }</c>. The text of the standard was not to be
/// had; the structure, and that the maker signs eSealInfo alone, are as open implementations of it have them.
/// </summary>
internal sealed record ElectronicSeal
{
    /// <summary>The longest file that is read: it stands in every signature by the seal.</summary>
    public const int LongestFile = 64 * 1024;

    private const int Certificates = 1, Digests = 2;

    private ElectronicSeal(ReadOnlyMemory<byte> der) => Der = der;

    /// <summary>The file as it is.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>esID.</summary>
    public required string Id { get; init; }

    /// <summary>The version of the structure, 4 or 5: signatures by the seal say the same.</summary>
    public required int Version { get; init; }

    /// <summary>The name on the seal.</summary>
    public required string Name { get; init; }

    /// <summary>First instant it may be used at.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Last instant it may be used at.</summary>
    public required DateTimeOffset ValidTo { get; init; }

    private IReadOnlyList<ReadOnlyMemory<byte>> Signers { get; init; } = [];

    private bool NamesDigests { get; init; }

    /// <summary>Reads a seal, and verifies its maker's signature.</summary>
    /// <param name="der">The file.</param>
    /// <param name="seal">The seal, when it is one.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> der, [NotNullWhen(true)] out ElectronicSeal? seal, [NotNullWhen(false)] out string? fault)
    {
        seal = null;
        try
        {
            var whole = new AsnReader(der, AsnEncodingRules.DER);
            var parts = whole.ReadSequence();
            var info = parts.ReadEncodedValue();
            var maker = parts.ReadOctetString();
            var algorithm = parts.ReadObjectIdentifier();
            var signature = parts.ReadWholeBytes();
            (parts.HasData, whole.HasData).RequireNone();
            seal = ReadInfo(der, info);
            fault = algorithm != Sm2.WithSm3 ? $"is signed by {algorithm}, and not by SM2 with SM3"
                : !Sm2.VerifiesDer(KeyOf(maker), info.Span, signature) ? "bears no signature of the maker it names"
                : seal.Version is not (4 or 5) ? $"has version {seal.Version}, and not that of GB/T 38540 (4 or 5)"
                : null;
        }
        catch (Exception malformed) when (malformed is AsnContentException or CryptographicException or OverflowException)
        {
            fault = $"is no electronic seal of GB/T 38540 in DER: {malformed.Message}";
        }

        seal = fault is null ? seal : null;
        return seal is not null;
    }

    /// <summary>True when the seal names this certificate among those that may use it.</summary>
    public bool IsFor(ReadOnlySpan<byte> certificate)
    {
        byte[] named = NamesDigests ? Sm2.Sm3(certificate) : certificate.ToArray();
        return Signers.Any(signer => signer.Span.SequenceEqual(named));
    }

    /// <summary>SubjectPublicKeyInfo of a certificate.</summary>
    /// <exception cref="CryptographicException">It is no certificate.</exception>
    public static byte[] KeyOf(ReadOnlySpan<byte> certificate)
    {
        using var read = X509CertificateLoader.LoadCertificate(certificate);
        return read.PublicKey.ExportSubjectPublicKeyInfo();
    }

    /// <summary>eSealInfo: header, esID, property, picture, and extensions where there are some.</summary>
    private static ElectronicSeal ReadInfo(ReadOnlyMemory<byte> der, ReadOnlyMemory<byte> encoded)
    {
        var info = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var header = info.ReadSequence();
        if (header.ReadCharacterString(UniversalTagNumber.IA5String) != "ES")
        {
            throw new AsnContentException("Its header does not begin with ES.");
        }

        var version = (int)header.ReadInteger();
        header.ReadCharacterString(UniversalTagNumber.IA5String); // Vid, the maker of the software
        var id = info.ReadCharacterString(UniversalTagNumber.IA5String);
        var property = info.ReadSequence();
        property.ReadInteger(); // of an organisation or a person
        var name = property.ReadCharacterString(UniversalTagNumber.UTF8String);
        var kind = (int)property.ReadInteger();
        var list = property.ReadSequence();
        var signers = kind switch
        {
            Certificates => ReadAll(list, one => one.ReadOctetString()),
            Digests => ReadAll(list, ReadDigest),
            _ => throw new AsnContentException("Its list of signers is of an unknown kind."),
        };
        property.ReadGeneralizedTime(); // made at
        var seal = new ElectronicSeal(der)
        {
            Id = id,
            Version = version,
            Name = name,
            ValidFrom = property.ReadGeneralizedTime(),
            ValidTo = property.ReadGeneralizedTime(),
            Signers = signers,
            NamesDigests = kind == Digests,
        };
        info.ReadSequence(); // the picture
        return seal;
    }

    private static List<ReadOnlyMemory<byte>> ReadAll(AsnReader list, Func<AsnReader, byte[]> read)
    {
        var all = new List<ReadOnlyMemory<byte>>();
        while (list.HasData)
        {
            all.Add(read(list));
        }

        return all;
    }

    private static byte[] ReadDigest(AsnReader list)
    {
        var digest = list.ReadSequence();
        digest.ReadCharacterString(UniversalTagNumber.PrintableString);
        return digest.ReadOctetString();
    }
}

/// <summary>What leaves a structure of DER one form alone: nothing behind its last part, and no bits of a byte that do not count.</summary>
internal static class OneForm
{
    /// <summary>The next part, a BIT STRING of whole bytes.</summary>
    /// <exception cref="AsnContentException">Some bits of its last byte do not count.</exception>
    public static byte[] ReadWholeBytes(this AsnReader reader)
    {
        var bytes = reader.ReadBitString(out var unusedBits);
        return unusedBits == 0 ? bytes : throw new AsnContentException("A part of it does not end with a byte.");
    }

    public static void RequireNone(this (bool Inside, bool Behind) trailing)
    {
        if (trailing.Inside || trailing.Behind)
        {
            throw new AsnContentException("There is something behind its end.");
        }
    }
}
