using System.Globalization;
using System.Xml;

namespace Certificates.Core.Files.Workbooks.Appending;

/// <summary>
/// Copies the XML of a sheet in passing (ECMA-376, part 1, 18.3) and puts columns behind its own: what is not a row of the table goes
/// through as it is, and no row is kept.
/// </summary>
/// <param name="xml">The sheet, from its beginning.</param>
/// <param name="output">Takes the copy.</param>
/// <param name="dropsForeign">True where formulas that point into other workbooks are left out, and their results stay.</param>
internal sealed class SheetCopy(XmlReader xml, PartWriter output, bool dropsForeign)
{
    private readonly ForeignFormulas? _foreign = dropsForeign ? new ForeignFormulas() : null;
    private AppendedColumns? _columns;
    private int _start;
    private int _row;

    /// <summary>Copies a sheet without putting anything to it.</summary>
    public Task WriteAsync(CancellationToken cancellationToken) =>
        WriteAsync(null, 0, NoRowsAsync(), _ => Task.CompletedTask, cancellationToken);

    /// <summary>Copies the sheet with its columns.</summary>
    /// <param name="columns">What is put to it; null for nothing.</param>
    /// <param name="start">The first column of theirs, from 0.</param>
    /// <param name="rows">What is put behind which row, in the order of the rows.</param>
    /// <param name="further">Takes rows whose further lines find no place here.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public async Task WriteAsync(
        AppendedColumns? columns, int start, IAsyncEnumerator<AppendedRow> rows, Func<AppendedRow, Task> further,
        CancellationToken cancellationToken)
    {
        (_columns, _start) = (columns, start);
        var isNext = columns is not null && await rows.MoveNextAsync();
        output.Xml.WriteStartDocument(standalone: true);
        var hasColumns = false;
        while (xml.Advance())
        {
            if (xml.NodeType != XmlNodeType.Element || columns is null || xml.Depth is < 1 or > 2)
            {
                Copy();
            }
            else if (xml is { Depth: 2, LocalName: "row" })
            {
                var number = RowNumber();
                var isAnswered = isNext && rows.Current.SheetRow == number;
                var cells = number == columns.HeaderRow ? columns.Titles : isAnswered ? rows.Current.Cells : null;
                await CopyRowAsync(number, cells, cancellationToken);
                if (isAnswered)
                {
                    await further(rows.Current);
                    isNext = await rows.MoveNextAsync();
                }
            }
            else
            {
                hasColumns |= CopyHead(hasColumns);
            }

            await output.SendAsync(cancellationToken);
        }

        if (isNext)
        {
            throw new InvalidDataException("A row that was read is not in the sheet.");
        }

        await output.CompleteAsync(cancellationToken);
    }

    private static async IAsyncEnumerator<AppendedRow> NoRowsAsync()
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <summary>Copies one of the elements before the rows; true once the widths of the columns were written.</summary>
    private bool CopyHead(bool hasColumns)
    {
        switch (xml)
        {
            case { Depth: 1, LocalName: "dimension" }:
                // Advice on where cells are, which would be wrong now; nobody needs it.
                xml.SkipWithin();
                return false;
            case { Depth: 1, LocalName: "cols" }:
                ColumnWidths.Copy(xml, output.Xml, _start, _columns!.Widths);
                return true;
            case { Depth: 1, LocalName: "sheetData" } when !hasColumns:
                ColumnWidths.Write(output.Xml, (xml.Prefix, xml.NamespaceURI), _start, _columns!.Widths);
                Copy();
                return true;
            default:
                Copy();
                return false;
        }
    }

    private int RowNumber() => _row =
        int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : _row + 1;

    private async Task CopyRowAsync(int number, IReadOnlyList<string>? appended, CancellationToken cancellationToken)
    {
        var (name, level, isEmpty) = ((xml.Prefix, xml.NamespaceURI), xml.Depth, xml.IsEmptyElement);
        CopyStart(without: appended is null ? null : "spans");
        var (column, style, isWritten) = (-1, (string?)null, appended is null);
        void Append()
        {
            SheetCells.Write(output.Xml, name, number, _start, isWritten ? [] : appended!, style);
            isWritten = true;
        }

        while (!isEmpty && xml.Advance() && xml.Depth > level)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == level + 1)
            {
                var isCell = xml.LocalName == "c";
                column = isCell ? SheetCells.Column(xml.GetAttribute("r")) ?? column + 1 : int.MaxValue;
                if (appended is not null && column >= _start && column < _start + appended.Count)
                {
                    // Formatted and empty, as every cell this far right is.
                    xml.SkipWithin();
                    continue;
                }

                if (column >= _start)
                {
                    Append();
                }
                else
                {
                    style = xml.GetAttribute("s") ?? style;
                }
            }

            Copy();
            await output.SendAsync(cancellationToken);
        }

        Append();
        output.Xml.WriteEndElement();
    }

    /// <summary>Copies the node the reader stands on.</summary>
    private void Copy()
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Element when _foreign?.Skips(xml, output.Xml) == true:
                break;
            case XmlNodeType.Element:
                var isEmpty = xml.IsEmptyElement;
                CopyStart(without: null);
                if (isEmpty)
                {
                    output.Xml.WriteEndElement();
                }

                break;
            case XmlNodeType.EndElement:
                output.Xml.WriteEndElement();
                break;
            case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                if (xml.Depth > 0)
                {
                    output.Xml.WriteString(xml.Value);
                }

                break;
        }
    }

    private void CopyStart(string? without)
    {
        output.Xml.WriteStartElement(xml.Prefix, xml.LocalName, xml.NamespaceURI);
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName != without)
            {
                output.Xml.WriteAttributeString(xml.Prefix, xml.LocalName, xml.NamespaceURI, xml.Value);
            }
        }

        xml.MoveToElement();
    }
}

/// <summary>Formulas that point into other workbooks: a copy without those would ask for repair.</summary>
internal sealed class ForeignFormulas
{
    private const int LongestFormula = 32 * 1024;
    private const int MostShared = 10_000;
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);

    /// <summary>Leaves a formula out, or writes it; false, and does nothing, where the reader stands on anything else.</summary>
    public bool Skips(XmlReader xml, XmlWriter output)
    {
        if (xml.LocalName != "f")
        {
            return false;
        }

        var (name, attributes) = ((xml.Prefix, xml.LocalName, xml.NamespaceURI), new List<(string Name, string Value)>());
        while (xml.MoveToNextAttribute())
        {
            attributes.Add((xml.LocalName, xml.Value));
        }

        xml.MoveToElement();
        var shared = attributes.Find(attribute => attribute.Name == "si").Value;
        var text = xml.ReadText(LongestFormula);
        var isForeign = text.Contains('[', StringComparison.Ordinal) || (shared is not null && _shared.Contains(shared));
        if (isForeign && shared is not null && _shared.Count < MostShared)
        {
            _shared.Add(shared);
        }

        if (!isForeign)
        {
            output.WriteStartElement(name.Prefix, name.LocalName, name.NamespaceURI);
            attributes.ForEach(attribute => output.WriteAttributeString(attribute.Name, attribute.Value));
            output.WriteString(text);
            output.WriteEndElement();
        }

        return true;
    }
}
