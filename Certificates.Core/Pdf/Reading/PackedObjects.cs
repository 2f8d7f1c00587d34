using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Pdf.Reading;

/// <summary>
/// The objects of an unpacked object stream (ISO 32000-1, 7.5.7), in the one form this product writes: it extends no other, and they
/// lie in it in the order of its index. Safe for many threads.
/// </summary>
internal sealed class PackedObjects
{
    /// <summary>That of a file of ours unpacks to an eighth of this.</summary>
    private const int MostBytes = 64 * 1024;

    /// <summary>As many as the places that a cross-reference stream of ours can tell.</summary>
    private const int MostObjects = 256;

    private readonly byte[] _data;
    private readonly (long Number, int At)[] _index;

    /// <summary>What two threads read at once is the same.</summary>
    private readonly object?[] _read;

    private PackedObjects(byte[] data, (long Number, int At)[] index) => (_data, _index, _read) = (data, index, new object?[index.Length]);

    /// <summary>Unpacks a stream; null when it is of another form, or holds more than one of ours would.</summary>
    public static PackedObjects? Read(PdfDictionary entries, ReadOnlyMemory<byte> packed)
    {
        if (entries.GetValueOrDefault("Type") is not PdfName { Value: "ObjStm" } || entries.ContainsKey("Extends")
            || entries.ContainsKey("DecodeParms") || entries.GetValueOrDefault("Filter") is not PdfName { Value: "FlateDecode" }
            || entries.GetValueOrDefault("N") is not (long and > 0 and <= MostObjects and var count)
            || entries.GetValueOrDefault("First") is not (long and > 0 and < MostBytes and var first))
        {
            return null;
        }

        using var data = Deflate.Unpack(packed, MostBytes);
        return data is not null && TryReadIndex(data.Written, (int)count, (int)first, out var index)
            ? new PackedObjects(data.Written.ToArray(), index)
            : null;
    }

    /// <summary>The object of a number, which must be that of its place; null when it is another, or malformed.</summary>
    public object? Value(int number, int place)
    {
        if (place >= _index.Length || _index[place].Number != number)
        {
            return null;
        }

        var end = place + 1 < _index.Length ? _index[place + 1].At : _data.Length;
        return _read[place] ??= new PdfParser(_data.AsSpan(0, end), _index[place].At).ReadValue();
    }

    private static bool TryReadIndex(
        ReadOnlySpan<byte> data, int count, int first, [NotNullWhen(true)] out (long Number, int At)[]? index)
    {
        index = null;
        var parser = new PdfParser(data, 0);
        var (read, last) = (new (long, int)[count], -1L);
        for (var i = 0; i < count; i++)
        {
            if (parser.ReadValue() is not long number || parser.ReadValue() is not long offset
                || parser.At > first || offset <= last || offset >= data.Length - first)
            {
                return false;
            }

            read[i] = (number, first + (int)offset);
            last = offset;
        }

        index = read;
        return true;
    }
}
