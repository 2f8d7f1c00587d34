using System.IO.Compression;
using System.Text;
using Certificates.Core.Pdf.TrueType;

namespace Certificates.Core.Pdf;

/// <summary>
/// A composite font (Type0, Identity-H, CIDFontType2) that grows as characters are drawn. Codes are given per code point in the order
/// of first use, not per glyph: two characters that share a glyph still copy as what was typed.
/// </summary>
/// <param name="font">Where the outlines come from.</param>
/// <param name="resourceName">The name it goes by in the page's resources.</param>
/// <param name="missingAdvance">Advance width of <c>.notdef</c>, thousandths of the em.</param>
internal abstract class FontSubset(TrueTypeFont font, string resourceName, int missingAdvance)
{
    private readonly Dictionary<(Rune Character, int Wider), ushort> _codes = [];
    private readonly List<Rune> _characters = [];
    private readonly List<ushort> _glyphs = [0];
    private readonly List<int> _advances = [missingAdvance];

    /// <summary>The name it goes by in the page's resources.</summary>
    public string ResourceName { get; } = resourceName;

    /// <summary>Where the outlines come from.</summary>
    public TrueTypeFont Font { get; } = font;

    /// <summary>What the codes from 1 on show.</summary>
    protected IReadOnlyList<Rune> Characters => _characters;

    /// <summary>The font's glyphs by code, that of code 0 first.</summary>
    protected IReadOnlyList<ushort> Glyphs => _glyphs;

    /// <summary>Advance widths by code, thousandths of the em.</summary>
    protected IReadOnlyList<int> Advances => _advances;

    /// <summary>The code of a character that is in already.</summary>
    /// <param name="character">The character.</param>
    /// <param name="code">Its code.</param>
    /// <param name="wider">How much farther it goes on than the font says, thousandths of the em.</param>
    public bool TryGetCode(Rune character, out ushort code, int wider = 0) => _codes.TryGetValue((character, wider), out code);

    /// <summary>The code of a character, taken in when it is new; false when the font cannot show it.</summary>
    /// <param name="character">The character.</param>
    /// <param name="code">Its code.</param>
    /// <param name="wider">
    /// How much farther it goes on than the font says, thousandths of the em: space that no reader of the page takes for a blank.
    /// </param>
    public bool TryAdd(Rune character, out ushort code, int wider = 0)
    {
        if (_codes.TryGetValue((character, wider), out code))
        {
            return true;
        }

        if (!Font.TryGetGlyph(character, out var glyph))
        {
            return false;
        }

        code = (ushort)_glyphs.Count;
        _codes.Add((character, wider), code);
        _characters.Add(character);
        _glyphs.Add(glyph);
        _advances.Add(AdvanceOf(glyph, wider));
        return true;
    }

    /// <summary>Advance width of a code, thousandths of the em.</summary>
    public int AdvanceOf(ushort code) => _advances[code];

    /// <summary>Writes the font's five objects, the first of them as <paramref name="reference"/>.</summary>
    public void Write(PdfWriter writer, PdfReference reference, CompressionLevel deflate) => Write(
        writer, reference,
        (file, entries, data) => writer.Stream(file, entries, data.Written, deflate),
        (toUnicode, data) => writer.Stream(toUnicode, [], data.Written, deflate));

    /// <summary>The same, packed by codes that were made once.</summary>
    public void Write(PdfWriter writer, PdfReference reference, LiteralCode outlines, LiteralCode syntax) => Write(
        writer, reference,
        (file, entries, data) => writer.Stream(file, entries, data.Written, outlines),
        (toUnicode, data) => writer.Stream(toUnicode, [], data.Written, syntax));

    private void Write(
        PdfWriter writer, PdfReference reference, Action<PdfReference, byte[], PdfBuffer> writeFile,
        Action<PdfReference, PdfBuffer> writeToUnicode)
    {
        var (descendant, descriptor, file, toUnicode) = (writer.Allocate(), writer.Allocate(), writer.Allocate(), writer.Allocate());
        var name = $"{Tag()}+{Font.Name}";
        writer.Begin(reference);
        writer.Buffer.Write(
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant}] /ToUnicode "
                + $"{toUnicode} >>");
        writer.End();

        writer.Begin(descendant);
        writer.Buffer.Write($"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity /FontDescriptor "
            + $"{descriptor} ");
        writer.Buffer.Write("/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W ["u8);
        WriteWidths(writer.Buffer);
        writer.Buffer.Write("] >>"u8);
        writer.End();
        WriteDescriptor(writer, descriptor, file, name);

        using var data = new PdfBuffer(64 * 1024);
        WriteProgram(data);
        writeFile(file, Encoding.ASCII.GetBytes($"/Length1 {data.Length}"), data);
        data.Clear();
        WriteToUnicode(data);
        writeToUnicode(toUnicode, data);
    }

    /// <summary>Advance width of one of the font's glyphs as the program has it, thousandths of the em.</summary>
    protected abstract int AdvanceOf(ushort glyph, int wider);

    /// <summary>Writes what stands between the brackets of <c>/W</c>; what it leaves out is 1000 wide.</summary>
    protected abstract void WriteWidths(PdfBuffer target);

    /// <summary>Writes the font program.</summary>
    public abstract void WriteProgram(PdfBuffer target);

    /// <summary>Writes the ToUnicode map.</summary>
    public abstract void WriteToUnicode(PdfBuffer target);

    private void WriteDescriptor(PdfWriter writer, PdfReference descriptor, PdfReference file, string name)
    {
        const int Symbolic = 4;
        var scale = 1000.0 / Font.UnitsPerEm;
        var (left, bottom, right, top) = Font.Bounds;
        var bounds = new PdfRectangle(left, bottom, right, top).Scaled(scale);
        writer.Begin(descriptor);
        writer.Buffer.Write($"<< /Type /FontDescriptor /FontName /{name} /Flags {Symbolic} /FontBBox {bounds} /ItalicAngle 0 ");
        writer.Buffer.Write($"/Ascent {Font.Ascent * scale} /Descent {Font.Descent * scale} /CapHeight {Font.CapHeight * scale} ");
        writer.Buffer.Write($"/StemV 80 /FontFile2 {file} >>");
        writer.End();
    }

    /// <summary>Six capitals that say which subset this is (ISO 32000-1, 9.6.4): FNV-1a over its characters.</summary>
    private string Tag()
    {
        var hash = 2166136261u;
        foreach (var character in _characters)
        {
            hash = unchecked((hash ^ (uint)character.Value) * 16777619);
        }

        return string.Create(6, hash, static (tag, hash) =>
        {
            for (var i = 0; i < tag.Length; i++, hash /= 26)
            {
                tag[i] = (char)('A' + (hash % 26));
            }
        });
    }
}
