using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Pdf.Reading;

/// <summary>
/// A file of one revision with a classic cross-reference table, as this product writes it. Anything else is not opened: strictness is
/// the point, since what viewers mend silently is where forgeries hide.
/// </summary>
internal sealed class PdfFile
{
    private const int EntryLength = 20;

    private readonly int[] _offsets;

    private PdfFile(ReadOnlyMemory<byte> bytes, int[] offsets, PdfDictionary trailer) =>
        (Bytes, _offsets, Trailer) = (bytes, offsets, trailer);

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public PdfDictionary Trailer { get; }

    /// <summary>Opens the file; false when it is not of the one form.</summary>
    public static bool TryOpen(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out PdfFile? file)
    {
        file = null;
        var span = bytes.Span;
        var last = span.LastIndexOf("startxref\n"u8);
        if (last < 0 || span.IndexOf("startxref"u8) != last || !span.EndsWith("\n%%EOF\n"u8))
        {
            return false;
        }

        var number = span[(last + "startxref\n"u8.Length)..^"\n%%EOF\n"u8.Length];
        if (!Utf8Parser.TryParse(number, out int start, out var used) || used != number.Length || start <= 0 || start >= last
            || !TryReadTable(span, start, out var offsets, out var at))
        {
            return false;
        }

        var parser = new PdfParser(span, at);
        if (parser.TrySkip("trailer"u8) && parser.ReadValue() is PdfDictionary trailer && parser.TrySkip("startxref"u8)
            && !trailer.ContainsKey("Prev") && !trailer.ContainsKey("XRefStm"))
        {
            file = new PdfFile(bytes, offsets, trailer);
        }

        return file is not null;
    }

    /// <summary>A value, or the object it points at; null when that is not there.</summary>
    public object? Resolve(object? value)
    {
        if (value is not PdfReference reference)
        {
            return value;
        }

        if (reference.Number >= _offsets.Length)
        {
            return null;
        }

        var parser = new PdfParser(Bytes.Span, _offsets[reference.Number]);
        return parser.TryReadHeader(reference.Number) && parser.ReadValue() is { } found and not PdfReference ? found : null;
    }

    /// <summary>An entry of a dictionary, or the object it points at; null when that is not there.</summary>
    public object? Resolve(PdfDictionary dictionary, string key) => Resolve(dictionary.GetValueOrDefault(key));

    /// <summary>
    /// A stream's data, unpacked, at most <paramref name="limit"/> bytes, a JPEG as it is; null when it is damaged. The caller
    /// disposes it.
    /// </summary>
    public PdfBuffer? ReadStream(object? value, int limit)
    {
        if (value is not PdfReference reference || reference.Number >= _offsets.Length)
        {
            return null;
        }

        var parser = new PdfParser(Bytes.Span, _offsets[reference.Number]);
        if (!parser.TryReadHeader(reference.Number) || parser.ReadValue() is not PdfDictionary entries
            || !parser.TrySkip("stream\n"u8) || entries.GetValueOrDefault("Length") is not long length || length < 0
            || length > Bytes.Length - parser.At)
        {
            return null;
        }

        var data = Bytes.Slice(parser.At, (int)length);
        if (entries.GetValueOrDefault("Filter") is { } filter and not PdfName { Value: "DCTDecode" })
        {
            return filter is PdfName { Value: "FlateDecode" } ? Deflate.Unpack(data, limit) : null;
        }

        var copy = new PdfBuffer(data.Length);
        copy.Write(data.Span);
        return copy;
    }

    private static bool TryReadTable(ReadOnlySpan<byte> file, int start, out int[] offsets, out int end)
    {
        (offsets, end) = ([], 0);
        var parser = new PdfParser(file, start);
        if (!parser.TrySkip("xref"u8) || parser.ReadValue() is not 0L || parser.ReadValue() is not long count)
        {
            return false;
        }

        var entries = parser.At + 1;
        if (count < 1 || count > (file.Length - entries) / EntryLength)
        {
            return false;
        }

        offsets = new int[count];
        end = entries + ((int)count * EntryLength);
        for (var i = 0; i < offsets.Length; i++)
        {
            var entry = file.Slice(entries + (i * EntryLength), EntryLength);
            if (!Utf8Parser.TryParse(entry, out long offset, out var used) || used != 10 || offset >= file.Length
                || !entry[10..].SequenceEqual(i == 0 ? " 65535 f \n"u8 : " 00000 n \n"u8))
            {
                return false;
            }

            offsets[i] = (int)offset;
        }

        return true;
    }
}
