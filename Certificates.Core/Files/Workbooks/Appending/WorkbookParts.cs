using System.Globalization;
using System.Xml.Linq;

namespace Certificates.Core.Files.Workbooks.Appending;

/// <summary>
/// The parts of a workbook that say what the others are (ECMA-376, part 2): as they must read in a copy without macros and without other
/// workbooks, and with a further sheet.
/// </summary>
internal sealed class WorkbookParts
{
    public const string ContentTypesPart = "[Content_Types].xml";
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    // Relations of a strict workbook have types of their own; the last word is the same.
    private static readonly string[] DroppedRelations =
        ["vbaProject", "externalLink", "externalLinkPath", "xlExternalLinkPath", "extensibility", "attachedToolbars"];

    private readonly XDocument _types, _main, _relations;
    private readonly XDocument? _root;
    private readonly XElement? _sheet;
    private readonly Dictionary<string, XElement> _byId;

    private WorkbookParts(string mainPath, XDocument types, XDocument main, XDocument relations, XDocument? root, string? sheet)
    {
        (MainPath, _types, _main, _relations, _root) = (mainPath, types, main, relations, root);
        _byId = Elements(relations, "Relationship").DistinctBy(relation => Value(relation, "Id"), StringComparer.Ordinal)
            .ToDictionary(relation => Value(relation, "Id"), StringComparer.Ordinal);
        _sheet = Elements(main, "sheet").FirstOrDefault(each => IsWorksheet(each)
            && (sheet is null ? Value(each, "state") is "" or "visible" : Value(each, "name") == sheet));
    }

    /// <summary>The path of the workbook part.</summary>
    public string MainPath { get; }

    /// <summary>The path of the relations of the workbook part.</summary>
    public string RelationsPath => RelationsOf(MainPath);

    /// <summary>The path of the sheet that columns are put to; null when there is none such.</summary>
    public string? SheetPath => _sheet is null ? null : PathOf(_sheet);

    /// <summary>The paths of all worksheets.</summary>
    public IReadOnlySet<string> Worksheets =>
        Elements(_main, "sheet").Where(IsWorksheet).Select(PathOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True where cells may point into other workbooks.</summary>
    public bool HasExternalLinks => Elements(_main, "externalReference").Any();

    /// <summary>True for a workbook made for macros, whose copy is one without.</summary>
    public bool HasMacros =>
        Elements(_types, "Override").Any(part => Value(part, "ContentType").Contains("macro", StringComparison.OrdinalIgnoreCase))
        || _byId.Values.Any(relation => LastWord(relation) == "vbaProject");

    /// <summary>True for a sheet of macros of old, or a dialogue: what those do cannot be left out of a copy.</summary>
    public bool HasSheetsOfOtherKinds =>
        _byId.Values.Any(relation => LastWord(relation) is "xlMacrosheet" or "xlIntlMacrosheet" or "dialogsheet");

    /// <summary>Reads them; null when the package holds no workbook that can be copied.</summary>
    /// <param name="read">Reads a small part; null when it is not there.</param>
    /// <param name="sheet">The name of the sheet that columns are put to; null for the first that the screen shows.</param>
    public static WorkbookParts? Read(Func<string, XDocument?> read, string? sheet)
    {
        var root = read("_rels/.rels");
        var office = root is null
            ? null
            : Elements(root, "Relationship").FirstOrDefault(relation => LastWord(relation) == "officeDocument");
        var path = office is null ? "xl/workbook.xml" : Resolve("", Value(office, "Target"));
        return read(ContentTypesPart) is { } types && read(path) is { Root: not null } main && read(RelationsOf(path)) is { } relations
            ? new WorkbookParts(path, types, main, relations, root, sheet)
            : null;
    }

    /// <summary>True for a part that the copy has not: macros, links to other workbooks, and what is rewritten.</summary>
    public bool Leaves(string path)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        return file.StartsWith("vba", StringComparison.OrdinalIgnoreCase)
            || path.Contains("/externalLinks/", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith("customUI/", StringComparison.OrdinalIgnoreCase)
            || (HasExternalLinks && file.Equals("calcChain.xml", StringComparison.OrdinalIgnoreCase))
            || path.Equals(ContentTypesPart, StringComparison.OrdinalIgnoreCase)
            || path.Equals(MainPath, StringComparison.OrdinalIgnoreCase)
            || path.Equals(RelationsPath, StringComparison.OrdinalIgnoreCase)
            || path.Equals("_rels/.rels", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A path no part has, for a further sheet.</summary>
    public string FreeSheetPath(IReadOnlySet<string> taken) => Enumerable.Range(1, int.MaxValue)
        .Select(i => string.Create(CultureInfo.InvariantCulture, $"{Folder(MainPath)}worksheets/further{i}.xml"))
        .First(path => !taken.Contains(path));

    /// <summary>A name that no sheet has, for a further one.</summary>
    public string FreeSheetName(string name)
    {
        var names = Elements(_main, "sheet").Select(sheet => Value(sheet, "name")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? name : $"{name} {i}").First(free => !names.Contains(free));
    }

    /// <summary>The parts as they are in the copy, each with its path; to be asked for once.</summary>
    /// <param name="furtherPath">The path of the further sheet; null for none.</param>
    /// <param name="furtherName">What it is called, as no other is.</param>
    public IEnumerable<(string Path, XDocument Part)> Rewritten(string? furtherPath, string furtherName)
    {
        RemoveForeign();
        if (furtherPath is not null)
        {
            AddSheet(furtherPath, furtherName);
        }

        return
        [
            (ContentTypesPart, _types), (MainPath, _main), (RelationsPath, _relations),
            .. _root is null ? Array.Empty<(string, XDocument)>() : [("_rels/.rels", _root)],
        ];
    }

    private void RemoveForeign()
    {
        Elements(_main, "externalReferences").Remove();
        if (HasForeignNames())
        {
            Elements(_main, "definedName").Where(name => name.Value.Contains('[', StringComparison.Ordinal)).Remove();
            Elements(_main, "definedNames").Where(names => !names.HasElements).Remove();
        }

        foreach (var relations in (XDocument?[])[_relations, _root])
        {
            (relations is null ? [] : Elements(relations, "Relationship")
                .Where(relation => DroppedRelations.Contains(LastWord(relation), StringComparer.Ordinal))).Remove();
        }

        Elements(_types, "Override").Where(part => Leaves(Value(part, "PartName").TrimStart('/')) && !IsMain(part)).Remove();
        foreach (var main in Elements(_types, "Override").Where(IsMain))
        {
            main.SetAttributeValue("ContentType", $"{Sheets}sheet.main+xml");
        }
    }

    private bool HasForeignNames() => Elements(_main, "definedName").Any(name => name.Value.Contains('[', StringComparison.Ordinal));

    private bool IsMain(XElement part) => Value(part, "PartName").TrimStart('/').Equals(MainPath, StringComparison.OrdinalIgnoreCase);

    private void AddSheet(string path, string name)
    {
        var sheets = _sheet!.Parent!;
        var ids = Elements(_main, "sheet")
            .Select(sheet => int.TryParse(Value(sheet, "sheetId"), CultureInfo.InvariantCulture, out var known) ? known : 0);
        var relation = Enumerable.Range(1, int.MaxValue).Select(i => $"further{i}").First(id => !_byId.ContainsKey(id));
        var id = _sheet.Attributes().First(attribute => attribute.Name is { LocalName: "id", NamespaceName.Length: > 0 });
        var like = _byId[id.Value];
        sheets.Add(new XElement(
            sheets.Name.Namespace + "sheet",
            new XAttribute("name", name), new XAttribute("sheetId", ids.Max() + 1), new XAttribute(id.Name, relation)));
        _relations.Root!.Add(new XElement(
            _relations.Root.Name.Namespace + "Relationship",
            new XAttribute("Id", relation), new XAttribute("Type", Value(like, "Type")), new XAttribute("Target", $"/{path}")));
        _types.Root!.Add(new XElement(
            _types.Root.Name.Namespace + "Override",
            new XAttribute("PartName", $"/{path}"), new XAttribute("ContentType", $"{Sheets}worksheet+xml")));
    }

    private bool IsWorksheet(XElement sheet) => RelationOf(sheet) is { } relation && LastWord(relation) == "worksheet";

    private XElement? RelationOf(XElement sheet) =>
        sheet.Attributes().FirstOrDefault(attribute => attribute.Name is { LocalName: "id", NamespaceName.Length: > 0 }) is { } id
            ? _byId.GetValueOrDefault(id.Value)
            : null;

    private string? PathOf(XElement sheet) => RelationOf(sheet) is { } relation ? Resolve(MainPath, Value(relation, "Target")) : null;

    private static IEnumerable<XElement> Elements(XDocument part, string name) =>
        part.Descendants().Where(element => element.Name.LocalName == name);

    private static string Value(XElement element, string attribute) => element.Attribute(attribute)?.Value ?? "";

    private static string LastWord(XElement relation) => Value(relation, "Type") is var type ? type[(type.LastIndexOf('/') + 1)..] : "";

    private static string Folder(string path) => path[..(path.LastIndexOf('/') + 1)];

    private static string RelationsOf(string path) => $"{Folder(path)}_rels/{path[Folder(path).Length..]}.rels";

    private static string Resolve(string from, string target) =>
        Uri.TryCreate($"zip:///{Folder(from)}", UriKind.Absolute, out var folder) && Uri.TryCreate(folder, target, out var path)
            ? Uri.UnescapeDataString(path.AbsolutePath).TrimStart('/')
            : target;
}
