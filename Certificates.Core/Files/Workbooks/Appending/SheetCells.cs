using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Certificates.Core.Files.Workbooks.Appending;

/// <summary>
/// Cells of text as this product writes them (ECMA-376, part 1, 18.3.1.4): inline, so that no spreadsheet takes one for a formula.
/// </summary>
internal static partial class SheetCells
{
    /// <summary>What a spreadsheet takes at most, in characters.</summary>
    private const int LongestText = 32_767;

    /// <summary>Writes cells of one row from a column on; empty ones are left out.</summary>
    /// <param name="xml">Within a row.</param>
    /// <param name="name">The prefix and the namespace of the sheet's own elements.</param>
    /// <param name="row">As the screen numbers it.</param>
    /// <param name="start">The column of the first, from 0.</param>
    /// <param name="texts">What they say.</param>
    /// <param name="style">How they look: an index of the workbook's; null as a cell without any.</param>
    public static void Write(
        XmlWriter xml, (string Prefix, string Space) name, int row, int start, IReadOnlyList<string> texts, string? style)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Length == 0 && style is null)
            {
                continue;
            }

            xml.WriteStartElement(name.Prefix, "c", name.Space);
            xml.WriteAttributeString("r", string.Create(CultureInfo.InvariantCulture, $"{Letters(start + i)}{row}"));
            if (style is not null)
            {
                xml.WriteAttributeString("s", style);
            }

            if (texts[i].Length > 0)
            {
                WriteText(xml, name, texts[i]);
            }

            xml.WriteEndElement();
        }
    }

    /// <summary>The letters of a column, from 0.</summary>
    public static string Letters(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    /// <summary>The column of a reference such as <c>AB12</c>, from 0; null without one.</summary>
    public static int? Column(ReadOnlySpan<char> reference)
    {
        var column = 0;
        foreach (var letter in reference)
        {
            if (!char.IsAsciiLetter(letter) || column > 1_000_000)
            {
                break;
            }

            column = (column * 26) + (letter & 0x1F);
        }

        return column > 0 ? column - 1 : null;
    }

    private static void WriteText(XmlWriter xml, (string Prefix, string Space) name, string text)
    {
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement(name.Prefix, "is", name.Space);
        xml.WriteStartElement(name.Prefix, "t", name.Space);
        xml.WriteAttributeString("xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve");
        xml.WriteString(Writable(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>
    /// XML has no place for control characters and halves of surrogate pairs; what looks like the escape of one (22.9.2.19) is escaped.
    /// </summary>
    private static string Writable(string text)
    {
        var kept = text.All(XmlConvert.IsXmlChar)
            ? text
            : string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value))
                .Select(rune => rune.ToString()));
        var escaped = kept.Contains("_x", StringComparison.Ordinal) ? Escape().Replace(kept, "_x005F_${rest}") : kept;
        return escaped.Length <= LongestText ? escaped : escaped[..LongestText];
    }

    [GeneratedRegex("_(?<rest>x[0-9A-Fa-f]{4}_)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
