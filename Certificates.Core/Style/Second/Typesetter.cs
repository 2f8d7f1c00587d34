using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Second;

/// <summary>
/// Sets text into a content stream. Space between characters is part of their width, so that whoever reads the page finds one word where
/// one was set.
/// </summary>
internal sealed class Typesetter(FontBook fonts, ContentStream content)
{
    /// <summary>From the base line up to the middle of a Chinese character, in type sizes.</summary>
    private const double MiddleOfEm = 0.36;

    /// <summary>
    /// 楷体 is a hand for ideographs: a value without any, such as a foreigner's name, is set in the roman of the other face.
    /// </summary>
    private const int FirstIdeograph = 0x2E80;

    /// <summary>Where lines end by preference, beside spaces: parts of a name, of an address.</summary>
    private const string BreakAfter = "·/";

    private readonly List<(FontSubset Font, ushort Code)> _line = [];
    private Rgb? _colour;

    /// <summary>One line at a point of its base line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">How it is set.</param>
    /// <param name="x">Where it begins, ends, or has its middle.</param>
    /// <param name="baseLine">Its base line.</param>
    /// <param name="alignment">Which of these.</param>
    /// <param name="groups">Behind which characters, counted from 1, there is space; null for the style's own behind each.</param>
    public void Line(
        string text, TypeStyle style, double x, double baseLine, Alignment alignment = Alignment.Left, ReadOnlySpan<int> groups = default)
    {
        if (text.Length == 0)
        {
            return;
        }

        var width = Take(text, style, groups) / 1000.0 * style.Size;
        var left = alignment switch
        {
            Alignment.Left => x,
            Alignment.Centre => x - (width / 2),
            Alignment.Right => x - width,
        };
        if (style.Colour != _colour)
        {
            content.FillColour(style.Colour);
            _colour = style.Colour;
        }

        Write(style.Size, left, baseLine);
    }

    /// <summary>Width of a line, millimetres.</summary>
    public double Width(string text, TypeStyle style) => fonts.Measure(style.Face, text) * style.Size;

    /// <summary>A number in groups, on its base line; smaller where its box is too narrow.</summary>
    /// <param name="text">The number.</param>
    /// <param name="style">How it is set; its spacing stands behind each group.</param>
    /// <param name="box">Its box.</param>
    /// <param name="baseLine">Its base line.</param>
    /// <param name="groups">Behind which characters, counted from 1, a group ends.</param>
    public void Number(string text, TypeStyle style, PdfRectangle box, double baseLine, ReadOnlySpan<int> groups)
    {
        var width = Take(text, style, groups) / 1000.0;
        var size = Math.Min(style.Size, box.Width / width);
        Line(text, style with { Size = size, Spacing = style.Spacing * size / style.Size }, box.Left, baseLine, groups: groups);
    }

    /// <summary>A text of one line on its base line, or of several about the middle of its box.</summary>
    public void Boxed(string text, TypeStyle style, PdfRectangle box, double baseLine, Alignment alignment = Alignment.Left)
    {
        var (size, lines) = Fit(text, style, box);
        if (lines.Count == 1)
        {
            Line(text, Of(text, style) with { Size = size }, Start(box, alignment), baseLine, alignment);
            return;
        }

        var leading = size * TextFit.Leading;
        var first = ((box.Bottom + box.Top) / 2) + (leading * (lines.Count - 1) / 2) - (MiddleOfEm * size);
        Lines(lines, Of(text, style) with { Size = size }, first, Start(box, alignment), alignment);
    }

    /// <summary>
    /// A text with its English below: each on its base line while each is one line, else stacked about the middle of the box.
    /// </summary>
    public void Bilingual(
        string text, TypeStyle style, string english, TypeStyle englishStyle, PdfRectangle box, (double Text, double English) baseLines)
    {
        const double MostOfEnglish = 0.55;
        var below = Fit(english, englishStyle, box with { Top = box.Bottom + (MostOfEnglish * box.Height) });
        var height = below.Lines.Count * below.Size * TextFit.Leading;
        var above = Fit(text, style, box with { Bottom = box.Bottom + height });
        if (below.Lines.Count == 1 && above.Lines.Count == 1)
        {
            Line(text, Of(text, style) with { Size = above.Size }, box.Left, baseLines.Text);
            English(() => Line(english, englishStyle with { Size = below.Size }, box.Left, baseLines.English));
            return;
        }

        var total = height + (above.Lines.Count * above.Size * TextFit.Leading);
        var top = ((box.Bottom + box.Top) / 2) + (total / 2);
        Lines(above.Lines, Of(text, style) with { Size = above.Size }, top - (0.95 * above.Size), box.Left, Alignment.Left);
        English(() => Lines(below.Lines, englishStyle with { Size = below.Size },
            top - (total - height) - (0.95 * below.Size), box.Left, Alignment.Left));
    }

    /// <summary>Says that what is drawn is English.</summary>
    public void English(Action draw)
    {
        content.Buffer.Write("/Span /E BDC\n"u8);
        draw();
        content.EndMarked();
    }

    private static double Start(PdfRectangle box, Alignment alignment) => alignment switch
    {
        Alignment.Left => box.Left,
        Alignment.Centre => (box.Left + box.Right) / 2,
        Alignment.Right => box.Right,
    };

    private static TypeStyle Of(string text, TypeStyle style) =>
        style.Face == Typeface.Kai && text.EnumerateRunes().All(character => character.Value < FirstIdeograph)
            ? style with { Face = Typeface.Song }
            : style;

    private (double Size, IReadOnlyList<string> Lines) Fit(string text, TypeStyle style, PdfRectangle box) =>
        text.Length == 0 ? (style.Size, [])
            : TextFit.Fit(fonts, Of(text, style).Face, text, box, style.Size, style.Floor, BreakAfter);

    private void Lines(IReadOnlyList<string> lines, TypeStyle style, double baseLine, double x, Alignment alignment)
    {
        foreach (var line in lines)
        {
            Line(line, style, x, baseLine, alignment);
            baseLine -= style.Size * TextFit.Leading;
        }
    }

    /// <summary>Finds the codes of a line; its width, thousandths of the type size.</summary>
    private int Take(string text, TypeStyle style, ReadOnlySpan<int> groups)
    {
        var spacing = (int)Math.Round(style.Spacing / style.Size * 1000);
        var (width, at, wider) = (0, 0, 0);
        _line.Clear();
        foreach (var character in text.EnumerateRunes())
        {
            at += character.Utf16SequenceLength;
            wider = spacing == 0 || at == text.Length || (!groups.IsEmpty && !groups.Contains(at)) ? 0 : spacing;
            var (font, code) = fonts.Find(style.Face, character, wider);
            _line.Add((font, code));
            width += font.AdvanceOf(code);
        }

        return width;
    }

    private void Write(double size, double x, double baseLine)
    {
        var buffer = content.Buffer;
        buffer.Write($"BT {x} {baseLine} Td\n");
        var current = default(FontSubset);
        foreach (var (font, code) in _line)
        {
            if (font != current)
            {
                buffer.Write(current is null ? ""u8 : "> Tj\n"u8);
                buffer.Write($"/{font.ResourceName} {size} Tf <");
                current = font;
            }

            buffer.WriteHex(code);
        }

        buffer.Write("> Tj\nET\n"u8);
    }
}
