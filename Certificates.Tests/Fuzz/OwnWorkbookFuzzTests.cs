using System.IO.Compression;
using Certificates.Core.Files;
using Certificates.Core.Files.Workbooks.Appending;
using Certificates.Core.Verifying.Bulk;

namespace Certificates.Tests.Fuzz;

/// <summary>Workbooks that are damaged in any way: each is copied, or told to be none that can be, or was no sheet that is read.</summary>
[Category(Categories.Fuzz)]
internal sealed class OwnWorkbookFuzzTests
{
    private const int Rounds = 3000;

    private static readonly string[] Fragments =
    [
        "<row r=\"1\">", "</row>", "<c r=\"AB7\"/>", "<cols><col min=\"3\" max=\"9\"/></cols>", "r:id=\"a\"", "xmlns:x=\"y\"", "<sheetData/>", "../", "%2e%2e/",
        "<f>[1]A!B1</f>", "vbaProject", "state=\"hidden\"", "&#xD;", "_x000D_", "Target=\"http://a\"",
    ];

    [Test]
    public async Task Copy_OfADamagedWorkbook_IsWholeOrNone()
    {
        var (random, copied) = (new Random(20261129), 0);
        for (var round = 0; round < Rounds; round++)
        {
            using var file = new MemoryStream(Workbooks.MutateParts(Workbooks.Sample(), random, Fragments));
            if (!await IsReadAsync(file))
            {
                continue;
            }

            using var copy = WorkbookCopy.Open(file, FileLimits.WithoutKey, null, 2, CancellationToken.None);
            if (copy is null)
            {
                continue;
            }

            using var output = new MemoryStream();
            var columns = new AppendedColumns(1, ["结果", "原因"], [10, 20], copy.FreeSheetName("其余"), ["行", "结果"]);
            await copy.WriteAsync(output, columns, RowsAsync(), Path.GetTempPath(), CancellationToken.None);
            await using var zip = new ZipArchive(new MemoryStream(output.ToArray()), ZipArchiveMode.Read);
            Assert.That(zip.Entries.Select(entry => entry.FullName), Is.Unique, $"round {round}");
            copied++;
        }

        TestContext.Out.WriteLine($"{copied} of {Rounds} copied");
        Assert.That(copied, Is.GreaterThan(Rounds / 100));
    }

    /// <summary>A list is copied only after all its rows were read.</summary>
    private static async Task<bool> IsReadAsync(Stream file)
    {
        await foreach (var read in new SentList(file, FileLimits.WithoutKey).RowsAsync(CancellationToken.None))
        {
            if (!read.TryGet(out _, out _))
            {
                return false;
            }
        }

        return true;
    }

    private static async IAsyncEnumerable<AppendedRow> RowsAsync()
    {
        await Task.Yield();
        yield break;
    }
}
