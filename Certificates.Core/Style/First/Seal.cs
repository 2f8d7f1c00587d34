using System.Collections.Concurrent;
using System.Text;
using Certificates.Core.Pdf.TrueType;
using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.First;

/// <summary>
/// The round seal of an institution: ring, star, the name along the ring. It is the appearance of the signature field, so a click on
/// it shows the signature. Its characters are paths: a seal is a picture, and the field's <c>/TU</c> says what it is.
/// </summary>
internal sealed class Seal(FontChain fonts)
{
    private const double Radius = 20;
    private const double Ring = 1.1;
    private const double StarRadius = 5.4;
    private const double StarLift = 0.8;
    private const double LargestCharacter = 4.8;
    /// <summary>The name ends above the institution's printed name, which crosses the lower half.</summary>
    private const double UsualArc = 1.1 * Math.PI;

    private const double WidestArc = 1.62 * Math.PI;
    private const int Kept = 4096;

    private readonly ConcurrentDictionary<string, byte[]> _drawn = new(StringComparer.Ordinal);

    /// <summary>The box of the appearance: the seal's own square, millimetres.</summary>
    public static PdfRectangle Bounds { get; } = new(-Radius, -Radius, Radius, Radius);

    /// <summary>The appearance's content, packed; drawn once an institution, as a certificate's day has few of them.</summary>
    public byte[] Packed(string institution)
    {
        if (_drawn.Count >= Kept)
        {
            _drawn.Clear();
        }

        return _drawn.GetOrAdd(institution, Draw);
    }

    private byte[] Draw(string institution)
    {
        using var content = new ContentStream();
        content.StrokeColour(Palette.SealRed);
        content.FillColour(Palette.SealRed);
        content.LineWidth(Ring);
        const double Middle = Radius - (Ring / 2);
        Curve.Append(content, angle => (Middle * Math.Cos(angle), Middle * Math.Sin(angle)), 0, 2 * Math.PI, 12);
        content.Close();
        content.Stroke();
        DrawStar(content);
        DrawName(content, institution);
        using var packed = Deflate.Pack(content.Buffer.Written, System.IO.Compression.CompressionLevel.SmallestSize);
        return packed.Written.ToArray();
    }

    private static void DrawStar(ContentStream content)
    {
        for (var i = 0; i < 5; i++)
        {
            var angle = (Math.PI / 2) + (i * 4 * Math.PI / 5);
            var (x, y) = (StarRadius * Math.Cos(angle), (StarRadius * Math.Sin(angle)) + StarLift);
            if (i == 0)
            {
                content.MoveTo(x, y);
            }
            else
            {
                content.LineTo(x, y);
            }
        }

        content.Close();
        content.Fill();
    }

    /// <summary>Clockwise, symmetric about the top; characters grow narrower, then smaller, until the name fits the arc.</summary>
    private void DrawName(ContentStream content, string institution)
    {
        var characters = institution.EnumerateRunes().ToList();
        var pitch = Math.Clamp(UsualArc / characters.Count, 0.22, 0.37);
        pitch = Math.Min(pitch, WidestArc / characters.Count);
        var size = Math.Min(LargestCharacter, 1.75 * pitch * (Radius - Ring - 4));
        var baseRadius = Radius - Ring - 1.1 - (0.86 * size);
        var narrowing = Math.Min(0.92, pitch * (baseRadius + (0.3 * size)) / size);
        for (var i = 0; i < characters.Count; i++)
        {
            var angle = (((characters.Count - 1) / 2.0) - i) * pitch;
            content.Save();
            content.Rotate(angle);
            content.Transform(narrowing, 0, 0, 1, 0, baseRadius);
            DrawCharacter(content, characters[i], size);
            content.Restore();
        }
    }

    private void DrawCharacter(ContentStream content, Rune character, double size)
    {
        foreach (var font in fonts.For(Typeface.Song))
        {
            if (font.TryGetGlyph(character, out var glyph))
            {
                GlyphPath.Paint(font, glyph, content, -font.AdvanceOf(glyph) * size / 2000, 0, size, 0.012);
                return;
            }
        }
    }
}
