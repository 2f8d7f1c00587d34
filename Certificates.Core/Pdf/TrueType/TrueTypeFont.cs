using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Certificates.Core.Pdf.TrueType;

/// <summary>
/// A font with TrueType outlines (ISO/IEC 14496-22), read in place and never changed; safe for many threads. CFF outlines and
/// collections are refused: the subset writer copies <c>glyf</c> slices.
/// </summary>
internal sealed class TrueTypeFont
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly Dictionary<string, Range> _tables;
    private readonly CharacterMap _characters;
    private readonly ReadOnlyMemory<byte> _glyf;
    private readonly ReadOnlyMemory<byte> _loca;
    private readonly ReadOnlyMemory<byte> _hmtx;
    private readonly int _longMetrics;
    private readonly bool _longLoca;

    /// <summary>Reads the tables' directory.</summary>
    /// <exception cref="InvalidDataException">Not a TrueType font, or a needed table is missing.</exception>
    public TrueTypeFont(string name, ReadOnlyMemory<byte> file)
    {
        (Name, _file) = (name, file);
        var bytes = file.Span;
        if (bytes.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(bytes) is not (0x00010000 or 0x74727565))
        {
            throw new InvalidDataException($"{name} has no TrueType outlines.");
        }

        _tables = ReadDirectory(bytes);
        var head = Table("head");
        var hhea = Table("hhea");
        var os2 = Table("OS/2");
        UnitsPerEm = BinaryPrimitives.ReadUInt16BigEndian(head[18..]);
        Bounds = (Short(head, 36), Short(head, 38), Short(head, 40), Short(head, 42));
        _longLoca = Short(head, 50) == 1;
        (Ascent, Descent) = (Short(hhea, 4), Short(hhea, 6));
        _longMetrics = BinaryPrimitives.ReadUInt16BigEndian(hhea[34..]);
        GlyphCount = BinaryPrimitives.ReadUInt16BigEndian(Table("maxp")[4..]);
        CapHeight = os2.Length >= 90 ? Short(os2, 88) : Ascent;
        (_glyf, _loca, _hmtx) = (file[_tables["glyf"]], file[_tables["loca"]], file[_tables["hmtx"]]);
        _characters = new CharacterMap(file[_tables["cmap"]]);
    }

    /// <summary>PostScript name, as it stands in <c>/BaseFont</c> behind the subset tag.</summary>
    public string Name { get; }

    /// <summary>Units of the outlines per em.</summary>
    public int UnitsPerEm { get; }

    /// <summary>Smallest box around all glyphs, font units.</summary>
    public (int Left, int Bottom, int Right, int Top) Bounds { get; }

    /// <summary>Font units above the base line.</summary>
    public int Ascent { get; }

    /// <summary>Font units below the base line, negative.</summary>
    public int Descent { get; }

    /// <summary>Height of capitals, font units.</summary>
    public int CapHeight { get; }

    public int GlyphCount { get; }

    /// <summary>
    /// The glyph that shows <paramref name="character"/>; false when there is none. A glyph without an outline counts as none but
    /// for spaces: fonts are known to map a character to an empty glyph, and a blank must never be printed for a name.
    /// </summary>
    public bool TryGetGlyph(Rune character, out ushort glyph)
    {
        glyph = _characters.GlyphOf(character.Value);
        return glyph != 0 && glyph < GlyphCount && (Rune.IsWhiteSpace(character) || Outline(glyph).Length > 0);
    }

    /// <summary>Advance width in thousandths of the em, as <c>/W</c> wants it.</summary>
    public int AdvanceOf(ushort glyph) => (int)Math.Round(Metrics(glyph).Advance * 1000.0 / UnitsPerEm);

    /// <summary>Advance width and left side bearing, font units.</summary>
    public (ushort Advance, short Bearing) Metrics(ushort glyph)
    {
        var table = _hmtx.Span;
        var last = Math.Min((int)glyph, _longMetrics - 1);
        var bearing = glyph < _longMetrics ? (4 * glyph) + 2 : (4 * _longMetrics) + (2 * (glyph - _longMetrics));
        return (BinaryPrimitives.ReadUInt16BigEndian(table[(4 * last)..]), Short(table, bearing));
    }

    /// <summary>The glyph's slice of <c>glyf</c>, empty when it has no outline.</summary>
    public ReadOnlySpan<byte> Outline(ushort glyph)
    {
        var loca = _loca.Span;
        var (start, end) = _longLoca
            ? (BinaryPrimitives.ReadUInt32BigEndian(loca[(4 * glyph)..]), BinaryPrimitives.ReadUInt32BigEndian(loca[((4 * glyph) + 4)..]))
            : (2u * BinaryPrimitives.ReadUInt16BigEndian(loca[(2 * glyph)..]),
                2u * BinaryPrimitives.ReadUInt16BigEndian(loca[((2 * glyph) + 2)..]));
        return _glyf.Span[(int)start..(int)end];
    }

    /// <summary>A table's bytes.</summary>
    public ReadOnlySpan<byte> Table(string tag) => _file[_tables[tag]].Span;

    /// <summary>A table that not every font has.</summary>
    public bool TryGetTable(string tag, [NotNullWhen(true)] out byte[]? table)
    {
        table = _tables.TryGetValue(tag, out var range) ? _file[range].ToArray() : null;
        return table is not null;
    }

    private static short Short(ReadOnlySpan<byte> table, int offset) => BinaryPrimitives.ReadInt16BigEndian(table[offset..]);

    private Dictionary<string, Range> ReadDirectory(ReadOnlySpan<byte> bytes)
    {
        var tables = new Dictionary<string, Range>(StringComparer.Ordinal);
        var count = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        for (var i = 0; i < count; i++)
        {
            var entry = bytes.Slice(12 + (16 * i), 16);
            var start = checked((int)BinaryPrimitives.ReadUInt32BigEndian(entry[8..]));
            tables[Encoding.ASCII.GetString(entry[..4])] = start..(start + (int)BinaryPrimitives.ReadUInt32BigEndian(entry[12..]));
        }

        string[] needed = ["cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "OS/2"];
        return Array.Find(needed, tag => !tables.ContainsKey(tag)) is { } missing
            ? throw new InvalidDataException($"{Name} lacks the table {missing}.")
            : tables;
    }
}
