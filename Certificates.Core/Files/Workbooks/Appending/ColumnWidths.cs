using System.Globalization;
using System.Xml;

namespace Certificates.Core.Files.Workbooks.Appending;

/// <summary>The widths of a sheet's columns (ECMA-376, part 1, 18.3.1.17): no column may have two.</summary>
internal static class ColumnWidths
{
    /// <summary>Columns of a sheet, and so most widths.</summary>
    private const int MostColumns = 16_384;

    /// <summary>Copies the widths the sheet has, those of further columns among them.</summary>
    /// <param name="xml">Stands on the element, and then on its end.</param>
    /// <param name="output">Takes the copy.</param>
    /// <param name="start">The first of the further columns, from 0.</param>
    /// <param name="widths">Their widths in characters.</param>
    /// <exception cref="ReadLimitException">There are more widths than columns.</exception>
    public static void Copy(XmlReader xml, XmlWriter output, int start, IReadOnlyList<double> widths)
    {
        var (name, own) = ((xml.Prefix, xml.NamespaceURI), Read(xml));
        var (first, last) = (start + 1, start + widths.Count);
        output.WriteStartElement(name.Prefix, "cols", name.NamespaceURI);
        own.ForEach(width => Write(output, name, width with { Max = Math.Min(width.Max, first - 1) }));
        WriteOwn(output, name, start, widths);
        own.ForEach(width => Write(output, name, width with { Min = Math.Max(width.Min, last + 1) }));
        output.WriteEndElement();
    }

    /// <summary>Writes the element for a sheet without.</summary>
    public static void Write(XmlWriter output, (string Prefix, string Space) name, int start, IReadOnlyList<double> widths)
    {
        output.WriteStartElement(name.Prefix, "cols", name.Space);
        WriteOwn(output, name, start, widths);
        output.WriteEndElement();
    }

    private static void WriteOwn(XmlWriter output, (string Prefix, string Space) name, int start, IReadOnlyList<double> widths)
    {
        for (var i = 0; i < widths.Count; i++)
        {
            var width = widths[i].ToString(CultureInfo.InvariantCulture);
            Write(output, name, new Width(start + i + 1, start + i + 1, [("width", width), ("customWidth", "1")]));
        }
    }

    private static List<Width> Read(XmlReader xml)
    {
        var widths = new List<Width>();
        if (xml.IsEmptyElement)
        {
            return widths;
        }

        var level = xml.Depth;
        while (xml.Advance() && xml.Depth > level)
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var (min, max, others) = (0, 0, new List<(string, string)>());
            while (xml.MoveToNextAttribute())
            {
                _ = xml.LocalName switch
                {
                    "min" => int.TryParse(xml.Value, NumberStyles.None, CultureInfo.InvariantCulture, out min),
                    "max" => int.TryParse(xml.Value, NumberStyles.None, CultureInfo.InvariantCulture, out max),
                    _ => Add(others, xml),
                };
            }

            xml.MoveToElement();
            widths.Add(widths.Count < MostColumns ? new Width(min, Math.Min(max, MostColumns), others) : throw new ReadLimitException());
        }

        return widths;
    }

    private static bool Add(List<(string, string)> attributes, XmlReader xml)
    {
        if (xml.Prefix.Length == 0)
        {
            attributes.Add((xml.LocalName, xml.Value));
        }

        return true;
    }

    private static void Write(XmlWriter output, (string Prefix, string Space) name, Width width)
    {
        if (width.Min < 1 || width.Max < width.Min)
        {
            return;
        }

        output.WriteStartElement(name.Prefix, "col", name.Space);
        output.WriteAttributeString("min", width.Min.ToString(CultureInfo.InvariantCulture));
        output.WriteAttributeString("max", width.Max.ToString(CultureInfo.InvariantCulture));
        foreach (var (attribute, value) in width.Others)
        {
            output.WriteAttributeString(attribute, value);
        }

        output.WriteEndElement();
    }

    private sealed record Width(int Min, int Max, IReadOnlyList<(string Name, string Value)> Others);
}
