using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Certificates.Core.Pdf.TrueType;

/// <summary>
/// A font on a coarser em, as fine as print needs. Each glyph is written once in a process and copied into every file that shows it; safe
/// for many threads.
/// </summary>
/// <param name="font">Where the outlines come from.</param>
/// <param name="unitsPerEm">Units of the em.</param>
internal sealed class PlainFont(TrueTypeFont font, int unitsPerEm)
{
    private readonly ConcurrentDictionary<ushort, PlainGlyph> _glyphs = new();

    /// <summary>Where the outlines come from.</summary>
    public TrueTypeFont Font { get; } = font;

    /// <summary>Units of its em.</summary>
    public int UnitsPerEm { get; } = unitsPerEm;

    /// <summary>Its units for one of the font's.</summary>
    public double Scale { get; } = (double)unitsPerEm / font.UnitsPerEm;

    /// <summary>A glyph.</summary>
    public PlainGlyph Glyph(ushort glyph) => _glyphs.GetOrAdd(glyph, static (glyph, font) => font.Make(glyph), this);

    private PlainGlyph Make(ushort glyph)
    {
        var outline = PlainOutline.Of(Font, glyph, Scale);
        var left = outline.Length == 0 ? (short)0 : BinaryPrimitives.ReadInt16BigEndian(outline.AsSpan(2));
        return new PlainGlyph(outline, (ushort)Math.Round(Font.Metrics(glyph).Advance * Scale), left);
    }
}

/// <summary>A glyph of a <see cref="PlainFont"/>.</summary>
/// <param name="Outline">Its slice of <c>glyf</c>.</param>
/// <param name="Advance">Advance width, font units.</param>
/// <param name="Bearing">Where its outline begins, font units.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlainGlyph(byte[] Outline, ushort Advance, short Bearing);
