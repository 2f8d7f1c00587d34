using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Xml.Linq;

namespace Certificates.Tests.Api.Templates;

/// <summary>A workbook looked at part by part, and filled in as a spreadsheet would: nothing of the product reads or writes here.</summary>
internal sealed class OpenedBook(byte[] file)
{
    public static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private readonly List<string> _shared = [.. Try(file, "xl/sharedStrings.xml")?.Descendants(Main + "si")
        .Select(item => string.Concat(item.Descendants(Main + "t").Select(text => text.Value))) ?? []];

    /// <summary>Names of the sheets, and whether they are shown.</summary>
    public IReadOnlyList<(string Name, string State)> Sheets => [.. Try(file, "xl/workbook.xml")!.Descendants(Main + "sheet")
        .Select(sheet => (sheet.Attribute("name")!.Value, sheet.Attribute("state")?.Value ?? "visible"))];

    /// <summary>The texts of all notes.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            using var zip = new ZipArchive(new MemoryStream(file));
            return [.. zip.Entries.Where(part => Path.GetFileName(part.FullName).StartsWith("comments", StringComparison.OrdinalIgnoreCase))
                .SelectMany(part => XDocument.Load(part.Open()).Descendants(Main + "comment"))
                .Select(note => string.Concat(note.Descendants(Main + "t").Select(text => text.Value)))];
        }
    }

    /// <summary>The cells that notes stand at, such as <c>D2</c>.</summary>
    public IReadOnlyList<string> NotedCells
    {
        get
        {
            using var zip = new ZipArchive(new MemoryStream(file));
            return [.. zip.Entries.Where(part => Path.GetFileName(part.FullName).StartsWith("comments", StringComparison.OrdinalIgnoreCase))
                .SelectMany(part => XDocument.Load(part.Open()).Descendants(Main + "comment")).Select(note => note.Attribute("ref")!.Value)];
        }
    }

    /// <summary>A sheet, counted from 1.</summary>
    public XDocument Sheet(int number) => Try(file, $"xl/worksheets/sheet{number}.xml")!;

    /// <summary>The texts of a row, from the first column on.</summary>
    public IReadOnlyList<string> Row(int sheet, int row)
    {
        var texts = new List<string>();
        foreach (var cell in Sheet(sheet).Descendants(Main + "row").ElementAt(row - 1).Elements(Main + "c"))
        {
            var letters = cell.Attribute("r")?.Value.TrimEnd("0123456789".ToCharArray());
            var column = letters is null ? texts.Count : letters.Aggregate(0, (sum, letter) => (26 * sum) + letter - 'A' + 1) - 1;
            texts.AddRange(Enumerable.Repeat("", column - texts.Count));
            texts.Add(cell.Attribute("t")?.Value == "s"
                ? _shared[int.Parse(cell.Value, CultureInfo.InvariantCulture)]
                : string.Concat(cell.Descendants(Main + "t").Select(text => text.Value)) is { Length: > 0 } inline ? inline : cell.Value);
        }

        return texts;
    }

    /// <summary>The number format of a style.</summary>
    public string FormatOf(string style)
    {
        var styles = Try(file, "xl/styles.xml")!;
        var id = styles.Descendants(Main + "cellXfs").Single().Elements(Main + "xf").ElementAt(int.Parse(style, CultureInfo.InvariantCulture)).Attribute("numFmtId")!.Value;
        return id == "49" ? "@" : styles.Descendants(Main + "numFmt").SingleOrDefault(format => format.Attribute("numFmtId")!.Value == id)?.Attribute("formatCode")!.Value ?? id;
    }

    /// <summary>The file with rows written below the header of its first sheet, in the columns from the left.</summary>
    public byte[] With(params string[][] rows)
    {
        var filled = new MemoryStream();
        filled.Write(file);
        using (var zip = new ZipArchive(filled, ZipArchiveMode.Update, leaveOpen: true))
        {
            var part = zip.GetEntry("xl/worksheets/sheet1.xml")!;
            string xml;
            using (var reader = new StreamReader(part.Open()))
            {
                xml = reader.ReadToEnd();
            }

            var lines = rows.Select((row, i) => $"<row r=\"{i + 2}\">{string.Concat(row.Select((text, column) =>
                $"<c r=\"{(char)('A' + column)}{i + 2}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>"))}</row>");
            part.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open());
            writer.Write(xml.Replace("</sheetData>", $"{string.Concat(lines)}</sheetData>", StringComparison.Ordinal));
        }

        return filled.ToArray();
    }

    private static XDocument? Try(byte[] file, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return zip.GetEntry(name) is { } part ? XDocument.Load(part.Open()) : null;
    }
}
