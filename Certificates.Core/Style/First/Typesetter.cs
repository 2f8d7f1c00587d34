using Certificates.Core.Pdf;

namespace Certificates.Core.Style.First;

/// <summary>Sets text into a content stream, changing the font within a line where the fallback shows a character.</summary>
internal sealed class Typesetter(FontBook fonts, ContentStream content)
{
    /// <summary>From the base line up to the middle of a Chinese character, in type sizes.</summary>
    private const double MiddleOfEm = 0.36;

    /// <summary>
    /// 楷体 is a hand for ideographs: a value without any, such as a foreigner's name, is set in the roman of the other face.
    /// </summary>
    private const int FirstIdeograph = 0x2E80;

    /// <summary>One line at a point of its base line.</summary>
    public void Line(string text, TypeStyle style, double x, double baseLine, Alignment alignment = Alignment.Left)
    {
        if (text.Length == 0)
        {
            return;
        }

        var buffer = content.Buffer;
        content.FillColour(style.Colour);
        buffer.Write($"BT {style.Spacing} Tc 1 0 0 1 {x - Offset(text, style, alignment)} {baseLine} Tm\n");
        var current = default(FontSubset);
        foreach (var character in text.EnumerateRunes())
        {
            var (font, code) = fonts.Find(style.Face, character);
            if (font != current)
            {
                buffer.Write(current is null ? ""u8 : "> Tj\n"u8);
                buffer.Write($"/{font.ResourceName} {style.Size} Tf <");
                current = font;
            }

            buffer.WriteHex(code);
        }

        buffer.Write("> Tj ET\n"u8);
    }

    /// <summary>A text fitted into a box, its lines centred on the box's middle.</summary>
    public void Boxed(string text, TypeStyle style, PdfRectangle box, Alignment alignment = Alignment.Left)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (style.Face == Typeface.Kai && text.EnumerateRunes().All(character => character.Value < FirstIdeograph))
        {
            style = style with { Face = Typeface.Song };
        }

        var (size, lines) = TextFit.Fit(fonts, style.Face, text, box, style.Size, style.Floor);
        var leading = size * TextFit.Leading;
        var middle = (box.Bottom + box.Top) / 2;
        var baseLine = middle + (leading * (lines.Count - 1) / 2) - (MiddleOfEm * size);
        var x = alignment switch
        {
            Alignment.Left => box.Left,
            Alignment.Centre => (box.Left + box.Right) / 2,
            Alignment.Right => box.Right,
        };
        foreach (var line in lines)
        {
            Line(line, style with { Size = size }, x, baseLine, alignment);
            baseLine -= leading;
        }
    }

    private double Offset(string text, TypeStyle style, Alignment alignment)
    {
        if (alignment == Alignment.Left)
        {
            return 0;
        }

        var gaps = text.EnumerateRunes().Count() - 1;
        var width = (fonts.Measure(style.Face, text) * style.Size) + (gaps * style.Spacing);
        return alignment == Alignment.Centre ? width / 2 : width;
    }
}
