using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Certificates.Core.Pdf.Reading;

/// <summary>
/// A PDF signed in its only revision, its signature covering every byte but itself. Says nothing of who signed: that is judged with
/// <see cref="Cms"/> and <see cref="HashSignedBytes"/>. Reads any bytes without throwing, in time linear in their number.
/// </summary>
internal sealed class SignedPdf
{
    /// <summary>Hexadecimal digits of a signature that is read at all; with certificates and a time stamp one has some 20,000.</summary>
    public const int LongestSignature = 128 * 1024;

    /// <summary>How many signatures are looked at to word a refusal, and how many bytes of each: four numbers are short.</summary>
    private const int MostSignatures = 16, LongestByteRange = 256;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEF"u8);

    private readonly ReadOnlyMemory<byte> _file;
    private readonly PdfString _contents;

    private SignedPdf(ReadOnlyMemory<byte> file, PdfString contents, byte[] cms) => (_file, _contents, Cms) = (file, contents, cms);

    /// <summary>The signature: CMS, DER, without the zeros behind it.</summary>
    public ReadOnlyMemory<byte> Cms { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">Any bytes; kept, not copied.</param>
    /// <param name="pdf">The signed file, when it is one.</param>
    /// <param name="fault">Why it is not.</param>
    public static bool TryRead(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out SignedPdf? pdf, out SignedPdfFault fault)
    {
        (pdf, fault) = (null, SignedPdfFault.None);
        return PdfFile.TryOpen(file, out var opened) ? TryRead(opened, out pdf, out fault) : IsNone(Classify(file.Span), out fault);
    }

    /// <summary>The same of a file that is open.</summary>
    public static bool TryRead(PdfFile opened, [NotNullWhen(true)] out SignedPdf? pdf, out SignedPdfFault fault)
    {
        pdf = null;
        var file = opened.Bytes;
        if (FindSignature(opened) is not { } signature || !TryGetContents(file.Span, signature, out var contents))
        {
            return IsNone(Classify(file.Span), out fault);
        }

        var bytes = Convert.FromHexString(file.Span[(contents.Start + 1)..(contents.End - 1)]);
        if (!AsnDecoder.TryReadEncodedValue(bytes, AsnEncodingRules.DER, out _, out _, out _, out var length))
        {
            fault = SignedPdfFault.Damaged;
            return false;
        }

        // CMS does not notice what stands behind its last byte.
        fault = bytes.AsSpan(length).ContainsAnyExcept((byte)0) ? SignedPdfFault.ChangedAfterSigning : SignedPdfFault.None;
        pdf = fault == SignedPdfFault.None ? new SignedPdf(file, contents, bytes[..length]) : null;
        return pdf is not null;
    }

    /// <summary>SHA-256 of the signed bytes, 32 bytes.</summary>
    /// <param name="sha256">The hash.</param>
    /// <param name="hashed">Bytes that were hashed before: they count if the file begins with them.</param>
    public void HashSignedBytes(Span<byte> sha256, HashedBeginning? hashed = null)
    {
        var known = hashed is not null && hashed.Length <= _contents.Start && hashed.Begins(_file.Span) ? hashed : null;
        using var hash = known?.GoOn() ?? IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_file.Span[(known?.Length ?? 0).._contents.Start]);
        hash.AppendData(_file.Span[_contents.End..]);
        hash.GetHashAndReset(sha256);
    }

    private static bool IsNone(SignedPdfFault found, out SignedPdfFault fault) => (fault = found) == SignedPdfFault.None;

    /// <summary>
    /// The one signature field's value, reached as a viewer reaches it. It stands in the file itself: what lies in an object stream has no
    /// offsets in it.
    /// </summary>
    private static PdfDictionary? FindSignature(PdfFile file) =>
        file.Resolve(file.Trailer, "Root") is PdfDictionary root
        && file.Resolve(root, "AcroForm") is PdfDictionary form
        && file.Resolve(form, "Fields") is List<object> { Count: 1 } fields
        && file.Resolve(fields[0]) is PdfDictionary field
        && field.GetValueOrDefault("FT") is PdfName { Value: "Sig" }
        && file.OffsetOf(field.GetValueOrDefault("V")) > 0
        && file.Resolve(field, "V") is PdfDictionary signature
        && signature.GetValueOrDefault("SubFilter") is PdfName { Value: "ETSI.CAdES.detached" }
            ? signature
            : null;

    private static bool TryGetContents(ReadOnlySpan<byte> file, PdfDictionary signature, out PdfString contents)
    {
        contents = signature.GetValueOrDefault("Contents") is PdfString { IsHexadecimal: true } found ? found : default;
        return contents != default
            && contents.End - contents.Start <= LongestSignature
            && (contents.End - contents.Start) % 2 == 0
            && !file[(contents.Start + 1)..(contents.End - 1)].ContainsAnyExcept(HexDigits)
            && signature.GetValueOrDefault("ByteRange") is List<object> and [0L, long before, long after, long rest]
            && before == contents.Start && after == contents.End && rest == file.Length - after;
    }

    /// <summary>Only words the refusal: what is accepted never rests on this search.</summary>
    private static SignedPdfFault Classify(ReadOnlySpan<byte> file)
    {
        const int HeaderWithin = 1024;
        if (file[..Math.Min(file.Length, HeaderWithin)].IndexOf("%PDF-"u8) < 0)
        {
            return SignedPdfFault.NotPdf;
        }

        if (file.LastIndexOf("%%EOF"u8) < 0)
        {
            return SignedPdfFault.Damaged;
        }

        var fault = SignedPdfFault.Unsigned;
        var rest = file;
        for (var found = 0; found < MostSignatures && rest.IndexOf("/ByteRange"u8) is var at and >= 0; found++)
        {
            rest = rest[(at + "/ByteRange"u8.Length)..];
            var range = new PdfParser(rest[..Math.Min(rest.Length, LongestByteRange)], 0).ReadValue();
            if (range is List<object> and [long, long, long after, long length])
            {
                // The differences of two offsets that may be any numbers: compared without adding them.
                fault = after > file.Length || length != file.Length - after ? SignedPdfFault.ChangedAfterSigning : fault;
            }

            fault = fault == SignedPdfFault.Unsigned ? SignedPdfFault.SignedElsewhere : fault;
        }

        return fault == SignedPdfFault.SignedElsewhere && file.IndexOf(SignatureSlot.Head) >= 0 ? SignedPdfFault.Damaged : fault;
    }
}
