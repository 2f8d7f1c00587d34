using System.IO.Compression;
using System.Text;
using Certificates.Core.Pdf.TrueType;

namespace Certificates.Core.Pdf;

/// <summary>
/// A composite font (Type0, Identity-H, CIDFontType2) that grows as characters are drawn. Codes are given per code point in the order
/// of first use, not per glyph: two characters that share a glyph still copy as what was typed.
/// </summary>
internal sealed class FontSubset(TrueTypeFont font, string resourceName)
{
    private readonly Dictionary<Rune, ushort> _codes = [];
    private readonly List<Rune> _characters = [];
    private readonly List<ushort> _glyphs = [0];
    private readonly List<int> _advances = [font.AdvanceOf(0)];

    /// <summary>The name it goes by in the page's resources.</summary>
    public string ResourceName { get; } = resourceName;

    /// <summary>Where the outlines come from.</summary>
    public TrueTypeFont Font { get; } = font;

    /// <summary>The code of a character that is in already.</summary>
    public bool TryGetCode(Rune character, out ushort code) => _codes.TryGetValue(character, out code);

    /// <summary>The code of a character, taken in when it is new; false when the font cannot show it.</summary>
    public bool TryAdd(Rune character, out ushort code)
    {
        if (_codes.TryGetValue(character, out code))
        {
            return true;
        }

        if (!Font.TryGetGlyph(character, out var glyph))
        {
            return false;
        }

        code = (ushort)_glyphs.Count;
        _codes.Add(character, code);
        _characters.Add(character);
        _glyphs.Add(glyph);
        _advances.Add(Font.AdvanceOf(glyph));
        return true;
    }

    /// <summary>Advance width of a code, thousandths of the em.</summary>
    public int AdvanceOf(ushort code) => _advances[code];

    /// <summary>Writes the font's five objects, the first of them as <paramref name="reference"/>.</summary>
    public void Write(PdfWriter writer, PdfReference reference, CompressionLevel deflate)
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
        writer.Buffer.Write("/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [0 ["u8);
        foreach (var advance in _advances)
        {
            writer.Buffer.Write($"{advance} ");
        }

        writer.Buffer.Write("]] >>"u8);
        writer.End();
        WriteDescriptor(writer, descriptor, file, name);

        using var data = new PdfBuffer(64 * 1024);
        TrueTypeSubset.Write(Font, _glyphs, data);
        writer.Stream(file, Encoding.ASCII.GetBytes($"/Length1 {data.Length}"), data.Written, deflate);
        data.Clear();
        ToUnicodeMap.Write(_characters, data);
        writer.Stream(toUnicode, [], data.Written, deflate);
    }

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
