using System.Buffers.Binary;
using System.Text;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.TrueType;
using Certificates.Core.Style;
using Certificates.Tests.Style;

namespace Certificates.Tests.Pdf;

internal sealed class TrueTypeSubsetTests
{
    private static readonly TrueTypeFont Kai = Drafts.Fonts.For(Typeface.Kai)[0];

    [Test]
    public void Write_CompositeGlyph_TakesItsComponentAlong()
    {
        // U+2212 of this font is made of another glyph.
        var minus = GlyphOf('\u2212');
        using var subset = new PdfBuffer();
        TrueTypeSubset.Write(Kai, [0, minus], subset);
        var (file, loca) = (subset.Written.ToArray(), TableOf(subset.Written, "loca"));
        var glyf = TableOf(file, "glyf");
        var composite = file.AsSpan(glyf.Start + Offset(file, loca.Start, 1));
        var component = file[(glyf.Start + Offset(file, loca.Start, 2))..(glyf.Start + Offset(file, loca.Start, 3))];
        var original = new CompositeGlyph(Kai.Outline(minus));
        Assert.That(original.MoveNext(), Is.True);
        Assert.That(BinaryPrimitives.ReadUInt16BigEndian(composite[12..]), Is.EqualTo(2), "the component is the third glyph");
        Assert.That(component.AsSpan().StartsWith(Kai.Outline(original.Glyph)), Is.True);
    }

    [Test]
    public void Write_AnyGlyphs_HasTheChecksumOfAFontFile()
    {
        using var subset = new PdfBuffer();
        TrueTypeSubset.Write(Kai, [0, GlyphOf('张'), GlyphOf('三')], subset);
        var sum = 0u;
        for (var at = 0; at < subset.Length; at += 4)
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(subset.Written[at..]));
        }

        // ISO/IEC 14496-22, head: the whole file sums up to this.
        Assert.That(sum, Is.EqualTo(0xB1B0AFBA));
    }

    [Test]
    public void Write_PlainGlyphs_HasTheChecksumOfAFontFileAndAliasesByReference()
    {
        var fonts = new PlainFontSubset(Drafts.Fonts.Plain(Kai), "V0");
        Assert.That(fonts.TryAdd(new Rune('张'), out var narrow) & fonts.TryAdd(new Rune('张'), out var wide, 300), Is.True);
        using var program = new PdfBuffer();
        fonts.WriteProgram(program);
        var file = program.Written.ToArray();
        var sum = 0u;
        for (var at = 0; at < file.Length; at += 4)
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)));
        }

        var (glyf, loca) = (TableOf(file, "glyf").Start, TableOf(file, "loca").Start);
        var alias = new CompositeGlyph(file.AsSpan(glyf + (2 * BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(loca + (2 * wide))))));
        Assert.That(alias.MoveNext(), Is.True);
        Assert.That((sum, alias.Glyph, alias.Offset), Is.EqualTo((0xB1B0AFBA, narrow, (0, 0))));
        Assert.That((fonts.AdvanceOf(narrow), fonts.AdvanceOf(wide)), Is.EqualTo((1000, 1300)));
    }

    [Test]
    public void TryAdd_TwoCharactersOfOneGlyph_KeepTheirOwnCodes()
    {
        // U+00B4 and U+02CA share a glyph in this font; what is copied must be what was typed.
        var fonts = new WholeFontSubset(Kai, "S0");
        Assert.That(fonts.TryAdd(new Rune('\u00B4'), out var acute) & fonts.TryAdd(new Rune('\u02CA'), out var tone), Is.True);
        Assert.That((GlyphOf('\u00B4') == GlyphOf('\u02CA'), acute == tone), Is.EqualTo((true, false)));
    }

    private static ushort GlyphOf(char character) => Kai.TryGetGlyph(new Rune(character), out var glyph) ? glyph : (ushort)0;

    private static int Offset(byte[] file, int loca, int glyph) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(loca + (4 * glyph)));

    private static (int Start, int Length) TableOf(ReadOnlySpan<byte> file, string tag)
    {
        var entry = file[file.IndexOf(Encoding.ASCII.GetBytes(tag))..];
        return (BinaryPrimitives.ReadInt32BigEndian(entry[8..]), BinaryPrimitives.ReadInt32BigEndian(entry[12..]));
    }
}
