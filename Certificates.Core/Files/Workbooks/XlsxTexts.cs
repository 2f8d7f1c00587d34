using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Certificates.Core.Files.Workbooks;

/// <summary>The table of shared texts of a workbook (ECMA-376, part 1, 18.4), and how a text is written there.</summary>
internal sealed partial class XlsxTexts
{
    /// <summary>What a cell takes, in characters.</summary>
    public const int LongestText = 32_767;

    private readonly List<string> _texts = [];
    private readonly ReadBudget _read;

    private XlsxTexts(ReadBudget read) => _read = read;

    /// <summary>Reads the part; a workbook may have none.</summary>
    /// <exception cref="ReadLimitException">It has more texts than allowed, or one longer than a cell takes.</exception>
    /// <param name="xml">The part.</param>
    /// <param name="most">Most texts.</param>
    /// <param name="read">What may be read of the workbook: a text counts each time it is found.</param>
    public static XlsxTexts Read(XmlReader? xml, int most, ReadBudget read)
    {
        var table = new XlsxTexts(read);
        while (xml?.Advance() == true)
        {
            if (table._texts.Count > most)
            {
                throw new ReadLimitException();
            }

            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                table._texts.Add(Text(xml));
            }
        }

        return table;
    }

    /// <summary>The text of an index as a cell has it; null for one that is not there.</summary>
    /// <exception cref="ReadLimitException">So many cells have texts so long that the workbook is more than is taken.</exception>
    public string? Find(string index)
    {
        if (!int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at >= _texts.Count)
        {
            return null;
        }

        _read.Take(_texts[at].Length);
        return _texts[at];
    }

    /// <summary>The text of an element, without the readings (<c>rPh</c>) that stand beside Japanese.</summary>
    public static string Text(XmlReader xml) => Unescape(xml.ReadText(LongestText, without: "rPh"));

    /// <summary>
    /// <c>_x000A_</c> is the character of that code (22.9.2.19). It can be half a surrogate pair, which no later step could store.
    /// </summary>
    public static string Unescape(string text)
    {
        var plain = text.Contains("_x", StringComparison.Ordinal)
            ? Escape().Replace(text, escape => ((char)Convert.ToUInt16(escape.Groups["code"].Value, 16)).ToString())
            : text;
        return plain.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            ? string.Concat(plain.EnumerateRunes().Select(rune => rune.ToString()))
            : plain;
    }

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
