using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Pdf.Reading;

/// <summary>
/// A file of one revision with cross-references as this product writes them, and one object stream at most. Anything else is not opened:
/// strictness is the point, since what viewers mend silently is where forgeries hide.
/// </summary>
internal sealed class PdfFile
{
    private readonly ObjectPlace[] _places;
    private readonly KnownBeginning? _known;
    private PdfStream? _packed;

    private PdfFile(ReadOnlyMemory<byte> bytes, ObjectPlace[] places, PdfDictionary trailer, KnownBeginning? known) =>
        (Bytes, _places, Trailer, _known) = (bytes, places, trailer, known);

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The entries of the trailer, or of the cross-reference stream that takes its place.</summary>
    public PdfDictionary Trailer { get; }

    /// <summary>Opens the file; false when it is not of the one form.</summary>
    /// <param name="bytes">Any bytes; kept, not copied.</param>
    /// <param name="file">The file, when it is of the form.</param>
    /// <param name="known">What is known of the bytes that such files begin with: it counts if this one does.</param>
    public static bool TryOpen(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out PdfFile? file, KnownBeginning? known = null)
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
            || !ObjectPlaces.TryRead(span, start, last, out var places, out var trailer) || !HasOneObjectStream(places))
        {
            return false;
        }

        file = new PdfFile(bytes, places, trailer, known is not null && known.Begins(span) ? known : null);
        return true;
    }

    /// <summary>
    /// Where the object begins that a reference points at; -1 for what is no reference, or does not stand in the file itself.
    /// </summary>
    public int OffsetOf(object? value) => TryFind(value, out var place) && !place.IsPacked ? place.At : -1;

    /// <summary>A value, or the object it points at; null when that is not there.</summary>
    public object? Resolve(object? value)
    {
        if (value is not PdfReference reference)
        {
            return value;
        }

        var found = !TryFind(reference, out var place) ? null
            : place.IsPacked ? Packed(place.At)?.Value(reference.Number, place.InStream)
            : ReadObject(reference.Number, place.At);
        return found is PdfReference ? null : found;
    }

    /// <summary>An entry of a dictionary, or the object it points at; null when that is not there.</summary>
    public object? Resolve(PdfDictionary dictionary, string key) => Resolve(dictionary.GetValueOrDefault(key));

    /// <summary>
    /// A stream's data, unpacked, at most <paramref name="limit"/> bytes, a JPEG as it is; null when it is damaged. The caller
    /// disposes it.
    /// </summary>
    public PdfBuffer? ReadStream(object? value, int limit) => FindStream(value) is { } stream ? Read(stream, limit) : null;

    /// <summary>The data of a stream of this file, likewise.</summary>
    public PdfBuffer? Read(PdfStream stream, int limit)
    {
        var data = DataOf(stream);
        if (stream.Entries.GetValueOrDefault("Filter") is { } filter and not PdfName { Value: "DCTDecode" })
        {
            return filter is PdfName { Value: "FlateDecode" } ? Deflate.Unpack(data, limit) : null;
        }

        var copy = new PdfBuffer(data.Length);
        copy.Write(data.Span);
        return copy;
    }

    /// <summary>An image of one bit a pixel that is not packed; null when it is anything else.</summary>
    public PdfImage? ReadImage(object? value) =>
        FindStream(value) is { Entries: var entries } stream
        && entries.GetValueOrDefault("Subtype") is PdfName { Value: "Image" } && !entries.ContainsKey("Filter")
        && entries.GetValueOrDefault("BitsPerComponent") is 1L
        && entries.GetValueOrDefault("Width") is long and > 0 and <= short.MaxValue and var width
        && entries.GetValueOrDefault("Height") is long and > 0 and <= short.MaxValue and var height
            ? new PdfImage((int)width, (int)height, IsMaskOfOnes(entries), DataOf(stream))
            : null;

    /// <summary>The stream that a reference points at; null when it points at none.</summary>
    public PdfStream? FindStream(object? value)
    {
        if (value is not PdfReference reference || OffsetOf(reference) is not (> 0 and var offset))
        {
            return null;
        }

        if (_known?.Stream(reference.Number, offset) is { } read)
        {
            return read;
        }

        var parser = new PdfParser(Bytes.Span, offset);
        var found = parser.TryReadHeader(reference.Number) && parser.ReadValue() is PdfDictionary entries && parser.TrySkip("stream\n"u8)
            && entries.GetValueOrDefault("Length") is long length && length >= 0 && length <= Bytes.Length - parser.At
                ? new PdfStream(entries, parser.At, (int)length)
                : null;
        if (found is not null)
        {
            _known?.Keep(reference.Number, offset, found);
        }

        return found;
    }

    private static bool IsMaskOfOnes(PdfDictionary entries) =>
        entries.GetValueOrDefault("ImageMask") is PdfKeyword { Value: "true" }
        && entries.GetValueOrDefault("Decode") is List<object> and [1L, 0L];

    /// <summary>
    /// All objects that lie in an object stream lie in the same, and it stands in the file: none lies in one that lies in another.
    /// </summary>
    private static bool HasOneObjectStream(ObjectPlace[] places)
    {
        var stream = Array.Find(places, place => place.IsPacked).At;
        return stream == 0
            || (stream < places.Length && !places[stream].IsPacked
                && Array.TrueForAll(places, place => !place.IsPacked || place.At == stream));
    }

    private bool TryFind(object? value, out ObjectPlace place)
    {
        var isThere = value is PdfReference reference && reference.Number < _places.Length;
        place = isThere ? _places[((PdfReference)value!).Number] : default;
        return isThere;
    }

    private object? ReadObject(int number, int offset)
    {
        if (_known?.Object(number, offset) is { } read)
        {
            return read;
        }

        var parser = new PdfParser(Bytes.Span, offset);
        var value = parser.TryReadHeader(number) ? parser.ReadValue() : null;
        if (value is not null)
        {
            _known?.Keep(number, offset, parser.At, value);
        }

        return value;
    }

    private PackedObjects? Packed(int number)
    {
        _packed ??= FindStream(new PdfReference(number));
        return _packed is null ? null : _packed.Objects ??= PackedObjects.Read(_packed.Entries, DataOf(_packed));
    }

    private ReadOnlyMemory<byte> DataOf(PdfStream stream) => Bytes.Slice(stream.Start, stream.Length);
}
