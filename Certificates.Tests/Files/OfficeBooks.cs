using System.Text.Json;
using System.Text.Json.Nodes;

namespace Certificates.Tests.Files;

/// <summary>
/// Workbooks that exceljs and SheetJS write, by which many systems of offices make theirs, and what those libraries read in one. A book is
/// called <c>library.way.format</c>; the ways are in <c>books.mjs</c>.
/// </summary>
internal static class OfficeBooks
{
    private static readonly string Script = Path.Combine(Repository.Root, "Certificates.Tests", "Files", "Books", "books.mjs");

    /// <summary>Writes books by name, each with its rows.</summary>
    public static IReadOnlyDictionary<string, byte[]> Write(IReadOnlyDictionary<string, string[][]> books)
    {
        Require();
        var folder = Directory.CreateTempSubdirectory("certificates-books-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "books.json"), JsonSerializer.Serialize(books));
            Tool.Run("node", Script, "write", folder);
            return books.Keys.ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(folder, name)), StringComparer.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What both libraries read in a workbook (XLSX): <c>exceljs</c> with its styles, <c>sheetjs</c> as it is shown.</summary>
    public static JsonNode Read(byte[] workbook)
    {
        Require();
        var path = Path.Combine(Path.GetTempPath(), $"certificates-{Guid.NewGuid():N}.xlsx");
        try
        {
            File.WriteAllBytes(path, workbook);
            return JsonNode.Parse(Tool.Run("node", Script, "read", path))!;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Require() => Tool.Require(
        Directory.Exists(Path.Combine(Path.GetDirectoryName(Script)!, "node_modules", "exceljs")), "exceljs (npm ci in Certificates.Tests/Files/Books)");
}
