namespace Certificates.Core.Files.Workbooks.Appending;

/// <summary>The sheet for lines that find no place in a row: a header that stays in sight, and texts.</summary>
internal static class FurtherSheet
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const double Width = 18;

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(PartWriter part, AppendedColumns columns, FurtherLines lines, CancellationToken cancellationToken)
    {
        var (xml, name) = (part.Xml, ("", Main));
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetViews", Main);
        xml.WriteStartElement("sheetView", Main);
        xml.WriteAttributeString("workbookViewId", "0");
        xml.WriteStartElement("pane", Main);
        xml.WriteAttributeString("ySplit", "1");
        xml.WriteAttributeString("topLeftCell", "A2");
        xml.WriteAttributeString("activePane", "bottomLeft");
        xml.WriteAttributeString("state", "frozen");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        ColumnWidths.Write(xml, name, 0, [.. Enumerable.Repeat(Width, columns.FurtherTitles.Count)]);
        xml.WriteStartElement("sheetData", Main);
        var row = 0;
        WriteRow(part, name, ++row, columns.FurtherTitles);
        await foreach (var line in lines.ReadAsync(cancellationToken))
        {
            WriteRow(part, name, ++row, line);
            await part.SendAsync(cancellationToken);
        }

        await part.CompleteAsync(cancellationToken);
    }

    private static void WriteRow(PartWriter part, (string Prefix, string Space) name, int row, IReadOnlyList<string> texts)
    {
        part.Xml.WriteStartElement("row", name.Space);
        part.Xml.WriteAttributeString("r", row.ToString(System.Globalization.CultureInfo.InvariantCulture));
        SheetCells.Write(part.Xml, name, row, 0, texts, style: null);
        part.Xml.WriteEndElement();
    }
}
