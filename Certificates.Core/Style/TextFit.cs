using System.Text;
using Certificates.Core.Pdf;

namespace Certificates.Core.Style;

/// <summary>Makes a text stay inside its box: smaller down to a floor, then several lines, then smaller again.</summary>
internal static class TextFit
{
    /// <summary>Distance of base lines in type sizes.</summary>
    public const double Leading = 1.22;

    private const double Shrink = 0.95;

    /// <summary>The size and the lines; joined, the lines are the text itself, spaces at their ends included.</summary>
    /// <param name="fonts">Whose widths are summed.</param>
    /// <param name="face">The hand.</param>
    /// <param name="text">The text.</param>
    /// <param name="box">Where it must stay.</param>
    /// <param name="size">The size it has when there is room, millimetres.</param>
    /// <param name="floor">The smallest size at which one line is kept, millimetres.</param>
    /// <param name="breakAfter">Where a line ends by preference, spaces aside; null for spaces alone.</param>
    public static (double Size, IReadOnlyList<string> Lines) Fit(
        FontBook fonts, Typeface face, string text, PdfRectangle box, double size, double floor,
        string? breakAfter = null)
    {
        var width = fonts.Measure(face, text);
        if (width * floor <= box.Width)
        {
            return (Math.Min(size, box.Width / width), [text]);
        }

        for (var smaller = floor; ; smaller *= Shrink)
        {
            var lines = Wrap(fonts, face, text, box.Width / smaller, breakAfter ?? "");
            if (lines.Count * smaller * Leading <= box.Height)
            {
                return (smaller, lines);
            }
        }
    }

    /// <summary>
    /// Lines of at most <paramref name="width"/> at size 1: after a space or a mark to break after where there is one, else after any
    /// character.
    /// </summary>
    private static List<string> Wrap(FontBook fonts, Typeface face, string text, double width, string breakAfter)
    {
        var lines = new List<string>();
        var (start, space, at, taken) = (0, 0, 0, 0.0);
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var character, out var length);
            var advance = fonts.Measure(face, text.AsSpan(at, length));
            var isSpace = Rune.IsWhiteSpace(character);
            if (taken + advance > width && at > start && !isSpace)
            {
                var end = space > start ? space : at;
                lines.Add(text[start..end]);
                (start, at, taken) = (end, end, 0);
                continue;
            }

            (at, taken) = (at + length, taken + advance);
            space = isSpace || (character.IsBmp && breakAfter.Contains((char)character.Value, StringComparison.Ordinal)) ? at : space;
        }

        lines.Add(text[start..]);
        return lines;
    }
}
