using System.Xml;

namespace Certificates.Core.Files.Workbooks;

/// <summary>What the workbook part says (ECMA-376, part 1, 18.2): its sheets, and from which day its dates count.</summary>
internal sealed class XlsxWorkbook
{
    private readonly IReadOnlyList<(string Id, string Type, string Path)> _relations;
    private readonly List<(string Name, string Id, bool IsVisible)> _sheets = [];

    private XlsxWorkbook(IReadOnlyList<(string, string, string)> relations) => _relations = relations;

    /// <summary>True when day 0 is 1 January 1904, as in workbooks made on an old Macintosh; else 31 December 1899.</summary>
    public bool CountsFrom1904 { get; private set; }

    /// <summary>The worksheets in their order, each with the path of its part; charts and macro sheets hold no table.</summary>
    public IEnumerable<(string Name, bool IsVisible, string Path)> Worksheets =>
        from sheet in _sheets
        let relation = _relations.FirstOrDefault(relation => relation.Id == sheet.Id)
        where relation.Type == "worksheet"
        select (sheet.Name, sheet.IsVisible, relation.Path);

    /// <summary>The path of the part of a kind, such as <c>styles</c>; null when the workbook has none.</summary>
    public string? Path(string type) => _relations.FirstOrDefault(relation => relation.Type == type).Path;

    /// <summary>Reads it; null when the package holds no workbook.</summary>
    public static XlsxWorkbook? Read(XlsxPackage package)
    {
        var path = package.Relations("").FirstOrDefault(relation => relation.Type == "officeDocument").Path ?? "xl/workbook.xml";
        using var xml = path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) ? null : package.Open(path);
        if (xml is null)
        {
            return null;
        }

        var workbook = new XlsxWorkbook(package.Relations(path));
        var hasRoot = false;
        while (xml.Advance())
        {
            if (workbook._sheets.Count > FileLimits.Sheets)
            {
                throw new ReadLimitException();
            }

            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (!hasRoot && xml.LocalName != "workbook")
            {
                return null;
            }

            hasRoot = true;
            if (xml.LocalName == "workbookPr")
            {
                workbook.CountsFrom1904 = xml.GetAttribute("date1904") is "1" or "true" or "on";
            }
            else if (xml.LocalName == "sheet")
            {
                workbook.Add(xml);
            }
        }

        return workbook;
    }

    /// <summary>Strict and transitional workbooks name the relation in different namespaces.</summary>
    private void Add(XmlReader xml)
    {
        var (name, isVisible, id) = (xml.GetAttribute("name") ?? "", xml.GetAttribute("state") is null or "visible", "");
        while (xml.MoveToNextAttribute())
        {
            id = xml.LocalName == "id" ? xml.Value : id;
        }

        _sheets.Add((name, id, isVisible));
    }
}
