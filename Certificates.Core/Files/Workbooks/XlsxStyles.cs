using System.Globalization;
using System.Xml;

namespace Certificates.Core.Files.Workbooks;

/// <summary>How a workbook shows its numbers (ECMA-376, part 1, 18.8): which format a style has.</summary>
internal sealed class XlsxStyles
{
    /// <summary>What a spreadsheet takes at most.</summary>
    private const int MostStyles = 65_536;

    private readonly List<NumberFormat> _formats = [];

    /// <summary>Reads the part; a workbook without one shows numbers as they are.</summary>
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
                own[id] = NumberFormat.Of(xml.GetAttribute("formatCode") ?? "");
            }
            else if (inCells && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var format = Id(xml, "numFmtId") ?? 0;
                styles._formats.Add(own.TryGetValue(format, out var found) ? found : NumberFormat.BuiltIn(format));
            }
        }

        return styles;
    }

    /// <summary>The format of a style; numbers as they are for one that is not there.</summary>
    public NumberFormat this[int style] => style >= 0 && style < _formats.Count ? _formats[style] : NumberFormat.General;

    private static int? Id(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
