using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Xml;

namespace Certificates.Core.Files.Workbooks;

/// <summary>
/// The parts of a workbook file (ECMA-376, part 2). A file of kilobytes can unpack to gigabytes, and the sizes it declares are
/// what its maker wrote: parts are counted while they unpack.
/// </summary>
internal sealed class XlsxPackage : IDisposable
{
    /// <summary>A name and its place for each of the parts a workbook can have; the list of a true one has some kilobytes.</summary>
    private const int LongestDirectory = 1024 * 1024;

    private const int MostParts = 1000;

    private readonly ZipArchive _zip;
    private readonly ReadBudget _unpacked;
    private readonly CancellationToken _cancellationToken;

    [SuppressMessage("Reliability", "CA2000", Justification = "The package keeps the archive and disposes it.")]
    private XlsxPackage(Stream file, FileLimits limits, CancellationToken cancellationToken)
    {
        var bounded = new BoundedStream(file, new ReadBudget(long.MaxValue), cancellationToken);
        (_zip, _unpacked) = (new ZipArchive(bounded, ZipArchiveMode.Read), new ReadBudget(limits.Unpacked));
        _cancellationToken = cancellationToken;
    }

    /// <summary>Opens a file; null when it has more parts than a workbook.</summary>
    /// <exception cref="InvalidDataException">The file is no ZIP.</exception>
    /// <exception cref="ReadLimitException">Its list of parts is longer than any workbook's.</exception>
    public static XlsxPackage? Open(Stream file, FileLimits limits, CancellationToken cancellationToken)
    {
        ZipDirectory.Check(file, LongestDirectory);
        var package = new XlsxPackage(file, limits, cancellationToken);
        if (package._zip.Entries.Count <= MostParts)
        {
            return package;
        }

        package.Dispose();
        return null;
    }

    /// <summary>What may still be unpacked of it.</summary>
    public ReadBudget Unpacked => _unpacked;

    /// <summary>A part to be read once from its beginning; null when it is not there.</summary>
    public XmlReader? Open(string path)
    {
        var entry = _zip.Entries.FirstOrDefault(entry => Is(entry, path));
        return entry is null ? null : BoundedXml.Create(entry.Open(), _unpacked, _cancellationToken);
    }

    /// <summary>Where the relations of a part lead: the id, the last word of the type, the path.</summary>
    /// <exception cref="ReadLimitException">There are more than a workbook has parts.</exception>
    public IReadOnlyList<(string Id, string Type, string Path)> Relations(string path)
    {
        var folder = path[..(path.LastIndexOf('/') + 1)];
        using var xml = Open($"{folder}_rels/{path[folder.Length..]}.rels");
        var relations = new List<(string, string, string)>();
        while (xml?.Advance() == true)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Target") is { } target)
            {
                var type = xml.GetAttribute("Type") ?? "";
                if (relations.Count == MostParts)
                {
                    throw new ReadLimitException();
                }

                relations.Add((xml.GetAttribute("Id") ?? "", type[(type.LastIndexOf('/') + 1)..], Place(folder, target)));
            }
        }

        return relations;
    }

    /// <summary>What a ZIP without a workbook is.</summary>
    public ForeignKind KindOfOther() =>
        Has("xl/workbook.bin") ? ForeignKind.Xlsb
        : Has("word/document.xml") ? ForeignKind.Word
        : Has("ppt/presentation.xml") ? ForeignKind.PowerPoint
        : Has("content.xml") && Has("mimetype") ? ForeignKind.OpenDocument
        : ForeignKind.Zip;

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private bool Has(string path) => _zip.Entries.Any(entry => Is(entry, path));

    /// <summary>True for the part of a path; some libraries of Windows write their separators in names.</summary>
    private static bool Is(ZipArchiveEntry entry, string path) =>
        string.Equals(entry.FullName.Replace('\\', '/'), path, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a relation leads, from the folder of its part or from the root.</summary>
    private static string Place(string folder, string target)
    {
        var place = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/'))
        {
            if (step == "..")
            {
                place.RemoveRange(Math.Max(0, place.Count - 1), Math.Min(1, place.Count));
            }
            else if (step is not ("" or "."))
            {
                place.Add(step);
            }
        }

        return string.Join('/', place);
    }
}
