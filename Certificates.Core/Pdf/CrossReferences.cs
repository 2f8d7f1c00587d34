using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Certificates.Core.Pdf;

/// <summary>Where the objects of a file are: at an offset, or in its object stream. Each is written once.</summary>
internal sealed class CrossReferences
{
    /// <summary>Bytes of an entry of the stream: its type, three of an offset or of a stream's number, a place in that stream.</summary>
    public const int EntryLength = 5;

    /// <summary>The type stands above three bytes: files are shorter than 16 MB.</summary>
    private const int TypeUnit = 1 << 24;

    private readonly List<Place> _places;

    /// <summary>For objects of which the caller gives the numbers up to <paramref name="reserved"/>.</summary>
    public CrossReferences(int reserved) => _places = [.. Enumerable.Repeat(default(Place), reserved + 1)];

    private CrossReferences(CrossReferences begun) => (_places, HasPacked) = ([.. begun._places], begun.HasPacked);

    /// <summary>Objects, that of number 0 among them, which is none.</summary>
    public int Count => _places.Count;

    /// <summary>Whether some lie in an object stream, which a table cannot say.</summary>
    public bool HasPacked { get; private set; }

    /// <summary>The same, to go on with.</summary>
    public CrossReferences Continue() => new(this);

    /// <summary>The next free number.</summary>
    public PdfReference Allocate()
    {
        _places.Add(default);
        return new PdfReference(_places.Count - 1);
    }

    /// <summary>An object stands in the file.</summary>
    public void Stand(PdfReference reference, int offset) => Set(reference, new Place(offset, PlaceInStream: null));

    /// <summary>An object lies in an object stream, as its <paramref name="place"/>-th from 0.</summary>
    public void Lie(PdfReference reference, PdfReference stream, int place)
    {
        Set(reference, new Place(stream.Number, checked((byte)place)));
        HasPacked = true;
    }

    /// <summary>The table of ISO 32000-1, 7.5.4.</summary>
    public void WriteTable(PdfBuffer target)
    {
        target.Write($"xref\n0 {Count}\n0000000000 65535 f \n");
        Span<byte> entry = stackalloc byte[20];
        " 00000 n \n"u8.CopyTo(entry[10..]);
        for (var number = 1; number < Count; number++)
        {
            Written(number).Number.TryFormat(entry, out _, "D10", CultureInfo.InvariantCulture);
            target.Write(entry);
        }
    }

    /// <summary>The stream of ISO 32000-1, 7.5.8, not packed; it is the object that was begun last.</summary>
    /// <param name="target">The file.</param>
    /// <param name="entries">The trailer's entries but for the size.</param>
    public void WriteStream(PdfBuffer target, ReadOnlySpan<byte> entries)
    {
        target.Write($"<< /Type /XRef /Size {Count} /W [1 3 1] {entries} /Length {EntryLength * Count} >>\nstream\n");
        var table = target.GetSpan(EntryLength * Count)[..(EntryLength * Count)];
        table[..EntryLength].Clear();
        table[EntryLength - 1] = byte.MaxValue;
        for (var number = 1; number < Count; number++)
        {
            var (at, place) = Written(number);
            var type = place is null ? 1 : 2;
            BinaryPrimitives.WriteInt32BigEndian(table[(EntryLength * number)..], checked((type * TypeUnit) + at));
            table[(EntryLength * number) + EntryLength - 1] = place ?? 0;
        }

        target.Advance(table.Length);
        target.Write("\nendstream"u8);
    }

    private void Set(PdfReference reference, Place place)
    {
        if (_places[reference.Number] != default)
        {
            throw new InvalidOperationException($"Object {reference.Number} is written twice.");
        }

        _places[reference.Number] = place.Number < TypeUnit
            ? place
            : throw new InvalidOperationException($"Object {reference.Number} begins too far behind.");
    }

    private Place Written(int number) => _places[number] is var place && place != default
        ? place
        : throw new InvalidOperationException($"Object {number} was promised and not written.");

    /// <summary>An offset, or a stream's number and the place in it.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(int Number, byte? PlaceInStream);
}
