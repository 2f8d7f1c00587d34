using System.Text;
using Certificates.Core.Coding;
using Certificates.Core.Pdf.Reading;

namespace Certificates.Core.Verifying;

/// <summary>
/// What a file that the strict reader refuses seems to be, found by searching its bytes. Anybody can write such bytes: they
/// word a refusal, or say where to look, and never make a file valid.
/// </summary>
internal static class FileHints
{
    private const int LongestTitle = 512;

    /// <summary>The number at the end of the title our files carry in their metadata; null when there is none.</summary>
    public static CertificateNumber? Number(ReadOnlySpan<byte> file)
    {
        var title = Between(file, "<dc:title>"u8, "</rdf:li>"u8);
        var words = Encoding.UTF8.GetString(title[..Math.Min(title.Length, LongestTitle)]);
        return CertificateNumber.TryParse(words[(words.LastIndexOf(' ') + 1)..], out var number, out _) ? number : null;
    }

    /// <summary>The first signature, with whatever stands behind its DER; empty when there is none.</summary>
    public static byte[] Signature(ReadOnlySpan<byte> file)
    {
        // 30 is the tag of a SEQUENCE; a page's contents are a reference, never a string
        var digits = Between(file, "/Contents <"u8, ">"u8);
        return digits.Length <= SignedPdf.LongestSignature
            && digits.StartsWith("30"u8)
            && digits.Length % 2 == 0
            && Ascii.IsValid(digits) && !digits.ContainsAnyExcept(HexDigits)
            ? Convert.FromHexString(digits)
            : [];
    }

    private static System.Buffers.SearchValues<byte> HexDigits { get; } = System.Buffers.SearchValues.Create("0123456789ABCDEFabcdef"u8);

    private static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> file, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var start = file.IndexOf(before);
        var rest = start < 0 ? [] : file[(start + before.Length)..];
        var length = rest.IndexOf(after);
        return length < 0 ? [] : rest[..length];
    }
}
