using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Pdf.Reading;

/// <summary>
/// Reads where the objects of a file are: from its table, or from its cross-reference stream. Each in the one form this product writes, and
/// in which it is the last thing of the file; never both.
/// </summary>
internal static class ObjectPlaces
{
    private const int TableEntry = 20;
    private const int StreamEntry = CrossReferences.EntryLength;

    /// <summary>A file of ours has some hundred; one of a table may be as long as the file.</summary>
    private const int MostInStream = 4096;

    private static readonly HashSet<string> StreamKeys =
        new(["Type", "Size", "W", "Root", "Info", "ID", "Length"], StringComparer.Ordinal);

    /// <summary>The entry of number 0.</summary>
    private static ReadOnlySpan<byte> NoObject => [0, 0, 0, 0, byte.MaxValue];

    /// <summary>Reads them; <paramref name="end"/> is where <c>startxref</c> must follow.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> file, int start, int end,
        [NotNullWhen(true)] out ObjectPlace[]? places, [NotNullWhen(true)] out PdfDictionary? trailer) =>
        file[start..].StartsWith("xref\n"u8)
            ? TryReadTable(file, start, end, out places, out trailer)
            : TryReadStream(file, start, end, out places, out trailer);

    private static bool TryReadTable(
        ReadOnlySpan<byte> file, int start, int end,
        [NotNullWhen(true)] out ObjectPlace[]? places, [NotNullWhen(true)] out PdfDictionary? trailer)
    {
        (places, trailer) = (null, null);
        var parser = new PdfParser(file, start);
        if (!parser.TrySkip("xref"u8) || parser.ReadValue() is not 0L || parser.ReadValue() is not long count)
        {
            return false;
        }

        var entries = parser.At + 1;
        if (count < 1 || count > (file.Length - entries) / TableEntry)
        {
            return false;
        }

        var found = new ObjectPlace[count];
        for (var i = 0; i < found.Length; i++)
        {
            var entry = file.Slice(entries + (i * TableEntry), TableEntry);
            if (!Utf8Parser.TryParse(entry, out long offset, out var used) || used != 10 || offset >= file.Length
                || !entry[10..].SequenceEqual(i == 0 ? " 65535 f \n"u8 : " 00000 n \n"u8))
            {
                return false;
            }

            found[i] = ObjectPlace.InFile((int)offset);
        }

        parser = new PdfParser(file, entries + (found.Length * TableEntry));
        if (parser.TrySkip("trailer"u8) && parser.ReadValue() is PdfDictionary read && parser.TrySkip("startxref"u8)
            && !read.ContainsKey("Prev") && !read.ContainsKey("XRefStm") && parser.At == end + "startxref"u8.Length)
        {
            (places, trailer) = (found, read);
        }

        return places is not null && trailer is not null;
    }

    private static bool TryReadStream(
        ReadOnlySpan<byte> file, int start, int end,
        [NotNullWhen(true)] out ObjectPlace[]? places, [NotNullWhen(true)] out PdfDictionary? trailer)
    {
        (places, trailer) = (null, null);
        var parser = new PdfParser(file, start);
        if (parser.ReadValue() is not long self || parser.ReadValue() is not 0L || !parser.TrySkip("obj"u8)
            || parser.ReadValue() is not PdfDictionary entries || !IsOfOurForm(entries, out var count) || !parser.TrySkip("stream\n"u8))
        {
            return false;
        }

        var table = file[parser.At..end];
        if (self >= count || table.Length < StreamEntry * count || !table.StartsWith(NoObject)
            || !table[(StreamEntry * count)..].SequenceEqual("\nendstream\nendobj\n"u8))
        {
            return false;
        }

        var found = new ObjectPlace[count];
        found[0] = ObjectPlace.InFile(0);
        for (var i = 1; i < found.Length; i++)
        {
            if (!TryReadEntry(table.Slice(StreamEntry * i, StreamEntry), start, out found[i]))
            {
                return false;
            }
        }

        if (self > 0 && found[self] == ObjectPlace.InFile(start))
        {
            (places, trailer) = (found, entries);
        }

        return places is not null && trailer is not null;
    }

    private static bool IsOfOurForm(PdfDictionary entries, out int count)
    {
        var isOurs = entries.GetValueOrDefault("Type") is PdfName { Value: "XRef" }
            && entries.GetValueOrDefault("W") is List<object> and [1L, 3L, 1L]
            && entries.Keys.All(StreamKeys.Contains);
        count = isOurs && entries.GetValueOrDefault("Size") is long and > 0 and <= MostInStream and var size ? (int)size : 0;
        return count > 0 && entries.GetValueOrDefault("Length") is long length && length == StreamEntry * count;
    }

    private static bool TryReadEntry(ReadOnlySpan<byte> entry, int start, out ObjectPlace place)
    {
        var (type, at) = (entry[0], BinaryPrimitives.ReadInt32BigEndian(entry) & 0xFF_FFFF);
        place = type == 1 ? ObjectPlace.InFile(at) : new ObjectPlace(at, entry[^1]);
        return type switch
        {
            1 => at <= start && entry[^1] == 0,
            2 => at is > 0 and < MostInStream,
            _ => false,
        };
    }
}
