using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.Second;

/// <summary>
/// The round seal of an institution: ring, star, the name along the upper half of the ring, and along the lower
/// its code (统一社会信用代码), as seals have it. It is the appearance of the
/// signature field, so a click on it shows the signature. Its characters are paths: a seal is a picture, and the field's <c>/TU</c> says
/// what it is.
/// </summary>
internal sealed class Seal(FontChain fonts)
{
    private const double Radius = 20;
    private const double Ring = 1.1;
    private const double StarRadius = 6;
    private const double LargestCharacter = 4.7;

    /// <summary>The name takes the upper half, and a long one more, down to where the code begins.</summary>
    private const double UsualArc = 1.14 * Math.PI;

    private const double WidestArc = 1.4 * Math.PI;

    /// <summary>Size of the code's characters, how far apart they stand, and the circle of their base line.</summary>
    private const double CodeSize = 2.5, CodePitch = 1.6, CodeRadius = 18;

    /// <summary>How much bolder than the font its characters are, ems.</summary>
    private const double Bold = 0.014;

    /// <summary>A unit of its characters, millimetres: little more than a dot of 600 dpi.</summary>
    private const double Unit = 0.05;

    private const int Kept = 4096;

    private readonly ConcurrentDictionary<(string Institution, string Code), byte[]> _drawn = new();

    /// <summary>The box of the appearance: the seal's own square, millimetres.</summary>
    public static PdfRectangle Bounds { get; } = new(-Radius, -Radius, Radius, Radius);

    /// <summary>The appearance's content, packed; drawn once an institution, as a certificate's day has few of them.</summary>
    public byte[] Packed(string institution, string code)
    {
        if (_drawn.Count >= Kept)
        {
            _drawn.Clear();
        }

        return _drawn.GetOrAdd((institution, code), Draw);
    }

    private byte[] Draw((string Institution, string Code) of)
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
        DrawName(content, of.Institution);
        DrawCode(content, of.Code);
        using var packed = Deflate.Pack(content.Buffer.Written, CompressionLevel.SmallestSize);
        return packed.Written.ToArray();
    }

    private static void DrawStar(ContentStream content)
    {
        for (var i = 0; i < 5; i++)
        {
            var angle = (Math.PI / 2) + (i * 4 * Math.PI / 5);
            var (x, y) = (StarRadius * Math.Cos(angle), StarRadius * Math.Sin(angle));
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
            DrawCharacter(content, Typeface.Song, characters[i], size, new Place(angle, baseRadius, narrowing));
        }
    }

    /// <summary>Counter-clockwise, symmetric about the foot, to be read from there.</summary>
    private void DrawCode(ContentStream content, string code)
    {
        for (var i = 0; i < code.Length; i++)
        {
            var angle = (i - ((code.Length - 1) / 2.0)) * CodePitch / CodeRadius;
            DrawCharacter(content, Typeface.Mono, new Rune(code[i]), CodeSize, new Place(angle, -CodeRadius, 1));
        }
    }

    /// <summary>One matrix a character, of four decimals: no point strays by more than a hundredth of a millimetre.</summary>
    private void DrawCharacter(ContentStream content, Typeface face, Rune character, double size, Place place)
    {
        foreach (var font in fonts.For(face))
        {
            if (font.TryGetGlyph(character, out var glyph))
            {
                var (sine, cosine) = Math.SinCos(place.Angle);
                var units = Math.Round(size / Unit);
                var (scale, left) = (size / units, -font.AdvanceOf(glyph) * size * place.Narrowing / 2000);
                content.Save();
                content.Buffer.Write($"{Fine(cosine * scale * place.Narrowing)} {Fine(sine * scale * place.Narrowing)} ");
                content.Buffer.Write($"{Fine(-sine * scale)} {Fine(cosine * scale)} ");
                content.Buffer.Write($"{(left * cosine) - (place.Radius * sine)} {(left * sine) + (place.Radius * cosine)} cm\n");
                content.LineWidth(2 * Bold * units);
                SealPath.Append(content, font, glyph, units / font.UnitsPerEm);
                content.FillAndStroke();
                content.Restore();
                return;
            }
        }

        static string Fine(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
    }

    /// <summary>Where a character stands: turned about the middle, on a circle, and how much narrower than it is.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(double Angle, double Radius, double Narrowing);
}
