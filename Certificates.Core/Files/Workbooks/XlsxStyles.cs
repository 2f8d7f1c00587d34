using System.Collections.Frozen;
using System.Globalization;
using System.Xml;

namespace Certificates.Core.Files.Workbooks;

/// <summary>How a workbook shows its numbers (ECMA-376, part 1, 18.8): which styles make a date of one.</summary>
internal sealed class XlsxStyles
{
    /// <summary>What a spreadsheet takes at most.</summary>
    private const int MostStyles = 65_536;

    /// <summary>Formats that every workbook has; 27–36 and 50–58 are the dates of Chinese, Japanese and Korean editions.</summary>
    private static readonly FrozenDictionary<int, NumberFormat> BuiltIn =
        ((int[])[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]).Select(id => (id, NumberFormat.Date))
        .Concat(((int[])[18, 19, 20, 21, 22, 32, 33, 34, 35, 45, 46, 47]).Select(id => (id, NumberFormat.Time)))
        .ToFrozenDictionary(pair => pair.id, pair => pair.Item2);

    private readonly List<NumberFormat> _formats = [];

    /// <summary>Reads the part; a workbook without one has no dates.</summary>
    /// <exception cref="ReadLimitException">It has more styles than a spreadsheet takes.</exception>
    public static XlsxStyles Read(XmlReader? xml)
    {
        var styles = new XlsxStyles();
        var own = new Dictionary<int, NumberFormat>();
        var inCells = false;
        while (xml?.Advance() == true)
        {
            if (styles._formats.Count > MostStyles || own.Count > MostStyles)
            {
                throw new ReadLimitException();
            }

            inCells = xml.LocalName == "cellXfs" ? xml is { NodeType: XmlNodeType.Element, IsEmptyElement: false } : inCells;
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && Id(xml, "numFmtId") is { } id)
            {
                own[id] = NumberFormats.Of(xml.GetAttribute("formatCode") ?? "");
            }
            else if (inCells && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var format = Id(xml, "numFmtId") ?? 0;
                styles._formats.Add(own.TryGetValue(format, out var found) ? found : BuiltIn.GetValueOrDefault(format));
            }
        }

        return styles;
    }

    /// <summary>The format of a style; a plain number for one that is not there.</summary>
    public NumberFormat this[int style] => style >= 0 && style < _formats.Count ? _formats[style] : NumberFormat.Number;

    private static int? Id(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

/// <summary>What a format makes of a number.</summary>
internal enum NumberFormat
{
    /// <summary>It stays a number.</summary>
    Number,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A day with a time of day, or the latter alone.</summary>
    Time,
}

/// <summary>Reads format codes.</summary>
internal static class NumberFormats
{
    private const string TimeLetters = "hHsS";
    private const string DateLetters = "yYmMdDeEgGbB";

    /// <summary>
    /// A code that names a part of a day outside its quotes, escapes and brackets is that of a date. <c>E</c> before a sign is the
    /// exponent, and <c>General</c> no date at all.
    /// </summary>
    public static NumberFormat Of(string code)
    {
        var (isDate, isTime) = (false, false);
        var end = code.IndexOf(';', StringComparison.Ordinal);
        var first = (end < 0 ? code : code[..end]).Replace("General", "", StringComparison.OrdinalIgnoreCase);
        for (var i = 0; i < first.Length; i++)
        {
            switch (first[i])
            {
                case '"' or '[':
                    var close = first.IndexOf(first[i] == '"' ? '"' : ']', i + 1);
                    isTime |= first[i] == '[' && close > i && first[(i + 1)..close].All("hHmMsS".Contains);
                    i = close < 0 ? first.Length : close;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'e' or 'E' when i + 1 < first.Length && first[i + 1] is '+' or '-':
                    break;
                case var letter:
                    isTime |= TimeLetters.Contains(letter, StringComparison.Ordinal);
                    isDate |= DateLetters.Contains(letter, StringComparison.Ordinal);
                    break;
            }
        }

        return isTime ? NumberFormat.Time : isDate ? NumberFormat.Date : NumberFormat.Number;
    }
}
