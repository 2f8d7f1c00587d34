using System.Buffers.Binary;

namespace Certificates.Core.Pdf.TrueType;

/// <summary>Code points to glyphs: the font's <c>cmap</c>, subtable format 12 where there is one, else format 4.</summary>
internal sealed class CharacterMap
{
    private readonly ReadOnlyMemory<byte> _subtable;
    private readonly int _format;

    /// <summary>Picks the Unicode subtable.</summary>
    /// <exception cref="InvalidDataException">There is none of a format that is read here.</exception>
    public CharacterMap(ReadOnlyMemory<byte> table)
    {
        var bytes = table.Span;
        var count = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        for (var i = 0; i < count; i++)
        {
            var entry = bytes.Slice(4 + (8 * i), 8);
            var platform = BinaryPrimitives.ReadUInt16BigEndian(entry);
            var encoding = BinaryPrimitives.ReadUInt16BigEndian(entry[2..]);
            var subtable = table[(int)BinaryPrimitives.ReadUInt32BigEndian(entry[4..])..];
            var format = BinaryPrimitives.ReadUInt16BigEndian(subtable.Span);
            var unicode = platform == 0 || (platform == 3 && encoding is 1 or 10);
            if (unicode && format is 4 or 12 && format > _format)
            {
                (_subtable, _format) = (subtable, format);
            }
        }

        if (_format == 0)
        {
            throw new InvalidDataException("The font has no Unicode character map of format 4 or 12.");
        }
    }

    /// <summary>The glyph, 0 when the font has none.</summary>
    public ushort GlyphOf(int codePoint) =>
        _format == 12 ? SearchGroups(codePoint) : codePoint <= char.MaxValue ? SearchSegments(codePoint) : (ushort)0;

    private ushort SearchGroups(int codePoint)
    {
        var bytes = _subtable.Span;
        var (low, high) = (0, (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = bytes.Slice(16 + (12 * middle), 12);
            var first = (int)BinaryPrimitives.ReadUInt32BigEndian(group);
            if (codePoint < first)
            {
                high = middle - 1;
            }
            else if (codePoint > (int)BinaryPrimitives.ReadUInt32BigEndian(group[4..]))
            {
                low = middle + 1;
            }
            else
            {
                return (ushort)((int)BinaryPrimitives.ReadUInt32BigEndian(group[8..]) + codePoint - first);
            }
        }

        return 0;
    }

    private ushort SearchSegments(int codePoint)
    {
        var bytes = _subtable.Span;
        var doubled = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        for (var i = 0; i < doubled; i += 2)
        {
            if (codePoint > At(bytes, 14 + i))
            {
                continue;
            }

            var (first, delta, rangeAt) = (At(bytes, 16 + doubled + i), At(bytes, 16 + (2 * doubled) + i), 16 + (3 * doubled) + i);
            if (codePoint < first)
            {
                return 0;
            }

            var range = At(bytes, rangeAt);
            var glyph = range == 0 ? codePoint : At(bytes, rangeAt + range + (2 * (codePoint - first)));
            return glyph == 0 ? (ushort)0 : (ushort)((glyph + delta) & 0xFFFF);
        }

        return 0;

        static int At(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);
    }
}
