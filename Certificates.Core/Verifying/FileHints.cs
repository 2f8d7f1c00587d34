using System.Buffers;
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

    /// <summary>Signatures that are looked at: a merged file has one for each certificate.</summary>
    private const int MostSignatures = 16;

    /// <summary>How far from a signature the range of bytes it was made for is looked for.</summary>
    private const int NearBy = 1024;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create("\0\t\n\f\r "u8);

    /// <summary>The number at the end of the title our files carry in their metadata; null when there is none.</summary>
    public static CertificateNumber? Number(ReadOnlySpan<byte> file)
    {
        var title = Between(file, "<dc:title>"u8, "</rdf:li>"u8);
        var words = Encoding.UTF8.GetString(title[..Math.Min(title.Length, LongestTitle)]);
        return CertificateNumber.TryParse(words[(words.LastIndexOf(' ') + 1)..], out var number, out _) ? number : null;
    }

    /// <summary>The signatures in the order they stand, some only, each with whatever stands behind its DER.</summary>
    public static IReadOnlyList<FoundSignature> Signatures(ReadOnlySpan<byte> file)
    {
        var found = new List<FoundSignature>();
        var (at, looked) = (0, 0);
        while (looked < MostSignatures && file[at..].IndexOf("/Contents"u8) is var next and >= 0)
        {
            at += next + "/Contents"u8.Length;
            at += Spaces(file[at..]);
            if (!MayBeSequence(file[at..]))
            {
                continue;
            }

            looked++;
            var window = file[..Math.Min(file.Length, at + (2 * SignedPdf.LongestSignature))];
            var bytes = new PdfParser(window, at).ReadValue() is PdfString text ? PdfText.Bytes(window[text.Start..text.End]) : [];
            if (bytes is [0x30, ..] && bytes.Length <= SignedPdf.LongestSignature / 2)
            {
                found.Add(new FoundSignature(bytes, IsWhereItWasMade(file, at)));
            }
        }

        return found;
    }

    /// <summary>A string that begins as DER does, with a SEQUENCE (30): a page's contents are a reference, and a note is words.</summary>
    private static bool MayBeSequence(ReadOnlySpan<byte> value) => value.StartsWith("<30"u8) || value.StartsWith("(0"u8)
        || value.StartsWith("(\\060"u8) || value.StartsWith("< 30"u8);

    /// <summary>True when the bytes a signature names end where it stands: the file before it was not put together anew.</summary>
    private static bool IsWhereItWasMade(ReadOnlySpan<byte> file, int start)
    {
        var from = Math.Max(0, start - NearBy);
        var before = file[from..start].LastIndexOf("/ByteRange"u8);
        var after = file[start..Math.Min(file.Length, start + (2 * SignedPdf.LongestSignature))].IndexOf("/ByteRange"u8);
        var place = before >= 0 ? from + before : after >= 0 ? start + after : -1;
        if (place < 0)
        {
            return false;
        }

        place += "/ByteRange"u8.Length;
        var range = new PdfParser(file[place..Math.Min(file.Length, place + NearBy)], 0).ReadValue();
        return range is List<object> and [0L, long end, ..] && end == start;
    }

    private static int Spaces(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(WhiteSpace);
        return length < 0 ? text.Length : length;
    }

    private static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> file, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var start = file.IndexOf(before);
        var rest = start < 0 ? [] : file[(start + before.Length)..];
        var length = rest.IndexOf(after);
        return length < 0 ? [] : rest[..length];
    }
}

/// <summary>A signature that a search came upon.</summary>
/// <param name="Bytes">Its DER, with whatever stands behind it.</param>
/// <param name="IsInPlace">False when it stands elsewhere than where it was made: in another file than it was made for.</param>
internal sealed record FoundSignature(ReadOnlyMemory<byte> Bytes, bool IsInPlace);
