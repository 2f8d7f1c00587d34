using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Certificates.Core.Files.Workbooks.Appending;

/// <summary>
/// A workbook handed back as its sender's own: columns are put behind those of one sheet in passing, and every other part is copied as
/// it is, but for macros and links to other workbooks, which no copy has. Nothing of it is kept in memory but its small parts.
/// </summary>
internal sealed class WorkbookCopy : IDisposable
{
    private const int MostParts = 1000;
    private const int LongestDirectory = 1024 * 1024;
    private const long LongestSmallPart = 2 * 1024 * 1024;

    /// <summary>Columns of a sheet.</summary>
    private const int MostColumns = 16_384;

    private readonly ZipArchive _zip;
    private readonly ReadBudget _unpacked;
    private readonly WorkbookParts _parts;
    private readonly string _sheet;
    private readonly int _start;

    private WorkbookCopy(ZipArchive zip, ReadBudget unpacked, WorkbookParts parts, string sheet, int start) =>
        (_zip, _unpacked, _parts, _sheet, _start) = (zip, unpacked, parts, sheet, start);

    /// <summary>True when the workbook was made for macros: the copy has none, and is an .xlsx.</summary>
    public bool HadMacros => _parts.HasMacros;

    /// <summary>A name for a further sheet that no sheet of the workbook has.</summary>
    public string FreeSheetName(string name) => _parts.FreeSheetName(name);

    /// <summary>Opens a workbook whose rows were read before; null when it is none that can be copied.</summary>
    /// <param name="file">Seekable; left open, and not disposed before the copy.</param>
    /// <param name="limits">How much of it is read.</param>
    /// <param name="sheet">The sheet that columns are put to, by its name; null for the first that the screen shows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The copy keeps the archive and disposes it.")]
    public static WorkbookCopy? Open(Stream file, FileLimits limits, string? sheet, int columns, CancellationToken cancellationToken)
    {
        ZipArchive? zip = null;
        try
        {
            ZipDirectory.Check(file, LongestDirectory);
            var bounded = new BoundedStream(file, new ReadBudget(long.MaxValue), cancellationToken);
            zip = new ZipArchive(bounded, ZipArchiveMode.Read, leaveOpen: true);
            var (small, unpacked) = (new ReadBudget(LongestSmallPart), new ReadBudget(limits.Unpacked));
            var isBounded = zip.Entries.Count <= MostParts && zip.Entries.Sum(entry => entry.Length) <= limits.Unpacked;
            var parts = isBounded ? WorkbookParts.Read(path => Small(zip, path, small, cancellationToken), sheet) : null;
            if (parts is { SheetPath: { } path, HasSheetsOfOtherKinds: false } && Entry(zip, path) is { } entry)
            {
                var start = Width(entry, new ReadBudget(limits.Unpacked), cancellationToken);
                if (start + columns <= MostColumns)
                {
                    return new WorkbookCopy(zip, unpacked, parts, path, start);
                }
            }
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or ReadLimitException)
        {
            // What its rows were read from by another reader is more, or other, than is copied.
        }

        zip?.Dispose();
        return null;
    }

    /// <summary>Writes the copy.</summary>
    /// <param name="output">Only ever written asynchronously.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">What is put behind which row, in the order of the rows.</param>
    /// <param name="folder">Where further lines lie until their sheet is written.</param>
    /// <param name="cancellationToken">Ends the copying; the file is then cut short and looks so.</param>
    public async Task WriteAsync(
        Stream output, AppendedColumns columns, IAsyncEnumerable<AppendedRow> rows, string folder, CancellationToken cancellationToken)
    {
        await using var deferred = new DeferredStream(output);
        var archive = await ZipArchive.CreateAsync(
            deferred, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await using var further = new FurtherLines(folder);
        var taken = await CopyAsync(archive, columns, rows, further, cancellationToken);
        var furtherPath = further.IsAny ? _parts.FreeSheetPath(taken) : null;
        if (furtherPath is not null)
        {
            await using var part = await PartAsync(archive, furtherPath, cancellationToken);
            await FurtherSheet.WriteAsync(part, columns, further, cancellationToken);
        }

        foreach (var (path, part) in _parts.Rewritten(furtherPath, columns.FurtherSheet))
        {
            await using var entry = await archive.CreateEntry(path, CompressionLevel.Fastest).OpenAsync(cancellationToken);
            await part.SaveAsync(entry, SaveOptions.DisableFormatting, cancellationToken);
        }

        await archive.DisposeAsync();
        await deferred.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    /// <summary>Copies what stays, the sheet with its columns; the paths that are taken.</summary>
    private async Task<IReadOnlySet<string>> CopyAsync(
        ZipArchive archive, AppendedColumns columns, IAsyncEnumerable<AppendedRow> rows, FurtherLines further,
        CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await using var answered = rows.GetAsyncEnumerator(cancellationToken);
        async Task KeepAsync(AppendedRow row)
        {
            foreach (var line in row.Further)
            {
                await further.AddAsync(line, cancellationToken);
            }
        }

        foreach (var entry in _zip.Entries.Where(entry => !_parts.Leaves(entry.FullName) && IsPart(entry.FullName)))
        {
            if (!taken.Add(entry.FullName))
            {
                continue;
            }

            var isSheet = entry.FullName.Equals(_sheet, StringComparison.OrdinalIgnoreCase);
            if (!isSheet && !(_parts.HasExternalLinks && _parts.Worksheets.Contains(entry.FullName)))
            {
                await using var copy = await archive.CreateEntry(entry.FullName, CompressionLevel.Fastest).OpenAsync(cancellationToken);
                await using var part = new BoundedStream(await entry.OpenAsync(cancellationToken), _unpacked, cancellationToken);
                await part.CopyToAsync(copy, cancellationToken);
                continue;
            }

            await CopySheetAsync(archive, entry, sheet => isSheet
                ? sheet.WriteAsync(columns, _start, answered, KeepAsync, cancellationToken)
                : sheet.WriteAsync(cancellationToken), cancellationToken);
        }

        return taken;
    }

    private async Task CopySheetAsync(
        ZipArchive archive, ZipArchiveEntry entry, Func<SheetCopy, Task> write, CancellationToken cancellationToken)
    {
        await using var writer = await PartAsync(archive, entry.FullName, cancellationToken);
        await using var part = await entry.OpenAsync(cancellationToken);
        using var xml = BoundedXml.Create(part, _unpacked, cancellationToken);
        await write(new SheetCopy(xml, writer, _parts.HasExternalLinks));
    }

    private static async Task<PartWriter> PartAsync(ZipArchive archive, string path, CancellationToken cancellationToken) =>
        new(await archive.CreateEntry(path, CompressionLevel.Fastest).OpenAsync(cancellationToken));

    /// <summary>A name that is a part's, and no way out of the folder that somebody unpacks it into.</summary>
    private static bool IsPart(string path) =>
        path.Length > 0 && !path.EndsWith('/') && !path.StartsWith('/') && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Split('/').Contains("..", StringComparer.Ordinal);

    private static ZipArchiveEntry? Entry(ZipArchive zip, string path) =>
        zip.Entries.FirstOrDefault(entry => entry.FullName.Equals(path, StringComparison.OrdinalIgnoreCase));

    private static XDocument? Small(ZipArchive zip, string path, ReadBudget budget, CancellationToken cancellationToken)
    {
        if (Entry(zip, path) is not { } entry)
        {
            return null;
        }

        using var xml = BoundedXml.Create(entry.Open(), budget, cancellationToken);
        return XDocument.Load(xml, LoadOptions.PreserveWhitespace);
    }

    /// <summary>How many columns there are up to the last that holds something in any row.</summary>
    private static int Width(ZipArchiveEntry sheet, ReadBudget budget, CancellationToken cancellationToken)
    {
        using var xml = BoundedXml.Create(sheet.Open(), budget, cancellationToken);
        var (width, column) = (0, -1);
        while (xml.Advance())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            column = xml.LocalName switch
            {
                "row" when xml.Depth == 2 => -1,
                "c" when xml.Depth == 3 => SheetCells.Column(xml.GetAttribute("r")) ?? column + 1,
                _ => column,
            };
            width = xml is { Depth: 4, LocalName: "v" or "is" or "f" } ? Math.Max(width, column + 1) : width;
        }

        return width;
    }
}
