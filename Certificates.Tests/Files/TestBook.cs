using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Tests.Files;

/// <summary>
/// Workbooks as offices save them, written part by part. A cell is its text; <c>#1|0</c> is a number with a format, <c>!#N/A</c> an error,
/// <c>=</c> a formula without a result.
/// </summary>
internal sealed class TestBook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private readonly List<(string Name, string State, string Xml)> _sheets = [];
    private readonly List<string> _formats = ["General"];

    public bool CountsFrom1904 { get; init; }

    /// <summary>True for the dialect whose cells and rows do not say where they are, beside a dimension that is not true.</summary>
    public bool LeavesPlacesOut { get; init; }

    /// <summary>A workbook of one sheet.</summary>
    public static byte[] Of(params string[][] rows) => new TestBook().Sheet("Sheet1", rows).ToArray();

    /// <summary>A line as a row.</summary>
    public static string[] Row(string line) => line.Split(',');

    public TestBook Sheet(string name, string[][] rows, string state = "visible", string merged = "", int[]? hidden = null, int[]? hiddenColumns = null)
    {
        var columns = (hiddenColumns ?? []).Select(column => $"<col min=\"{column + 1}\" max=\"{column + 1}\" width=\"9\" hidden=\"1\"/>");
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><cols>{string.Concat(columns)}</cols><sheetData>");
        for (var i = 0; i < rows.Length; i++)
        {
            xml.Append("<row r=\"").Append(i + 1).Append(hidden?.Contains(i + 1) == true ? "\" hidden=\"1\">" : "\">");
            xml.AppendJoin("", rows[i].Select((cell, column) => Cell($"{MergedCells.Letters(column)}{i + 1}", cell)));
            xml.Append("</row>");
        }

        var ranges = merged.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(range => $"<mergeCell ref=\"{range}\"/>");
        var whole = $"{xml}</sheetData><mergeCells>{string.Concat(ranges)}</mergeCells></worksheet>";
        _sheets.Add((name, state, LeavesPlacesOut ? WithoutPlaces(whole) : whole));
        return this;
    }

    public byte[] ToArray()
    {
        var names = _sheets.Select((sheet, i) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{i + 1}\" state=\"{sheet.State}\" r:id=\"s{i}\"/>");
        var relations = _sheets.Select((_, i) => $"<Relationship Id=\"s{i}\" Type=\"t/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>");
        var formats = _formats.Select((format, i) => $"<numFmt numFmtId=\"{164 + i}\" formatCode=\"{SecurityElement.Escape(format)}\"/>");
        var styles = _formats.Select((_, i) => $"<xf numFmtId=\"{164 + i}\"/>");
        var kind = CountsFrom1904 ? "<workbookPr date1904=\"1\"/>" : "";
        return Zip(
        [
            ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"r\">{kind}<sheets>{string.Concat(names)}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships>{string.Concat(relations)}<Relationship Id=\"x\" Type=\"t/styles\" Target=\"styles.xml\"/></Relationships>"),
            ("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts>{string.Concat(formats)}</numFmts><cellXfs>{string.Concat(styles)}</cellXfs></styleSheet>"),
            .. _sheets.Select((sheet, i) => ($"xl/worksheets/sheet{i}.xml", sheet.Xml)),
        ]);
    }

    private static string WithoutPlaces(string sheet) =>
        Regex.Replace(sheet, " r=\"[A-Z]*[0-9]+\"", "", RegexOptions.None, TimeSpan.FromSeconds(5))
            .Replace("<cols>", "<dimension ref=\"A1:B2\"/><cols>", StringComparison.Ordinal);

    /// <summary>A ZIP of texts.</summary>
    public static byte[] Zip(IEnumerable<(string Name, string Text)> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    private string Cell(string at, string cell) => cell switch
    {
        "" => $"<c r=\"{at}\"/>",
        ['#', .. var number] when number.Length > 0 && (char.IsDigit(number[0]) || number[0] == '-') =>
            $"<c r=\"{at}\" s=\"{Style(number)}\"><v>{number.Split('|')[0]}</v></c>",
        ['!', .. var error] => $"<c r=\"{at}\" t=\"e\"><f>A1</f><v>{error}</v></c>",
        "=" => $"<c r=\"{at}\"><f>A1</f></c>",
        _ => $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(cell)}</t></is></c>",
    };

    private int Style(string number)
    {
        var format = number.Contains('|', StringComparison.Ordinal) ? number[(number.IndexOf('|', StringComparison.Ordinal) + 1)..] : "General";
        if (!_formats.Contains(format))
        {
            _formats.Add(format);
        }

        return _formats.IndexOf(format);
    }
}
