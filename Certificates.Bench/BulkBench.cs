using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Certificates.Core.Verifying.Bulk;
using MiniExcelLibs;

namespace Certificates.Bench;

/// <summary>
/// A list over HTTP, from the first byte sent to the last received, on a register of as many certificates: as text, or as a workbook that
/// comes back as its sender's own. A list longer than one may be is sent in parts, one after the other.
/// </summary>
internal static class BulkBench
{
    private const int WarmUpRows = 2_000;

    /// <summary>A list as CSV.</summary>
    public static Task RunAsync(int rows, CancellationToken cancellationToken) => RunAsync("CSV", rows, Csv, CountCsvAsync, cancellationToken);

    /// <summary>A list as XLSX.</summary>
    public static Task RunXlsxAsync(int rows, CancellationToken cancellationToken) => RunAsync("XLSX", rows, Xlsx, CountXlsxAsync, cancellationToken);

    private static async Task RunAsync(
        string format, int rows, Func<int, int, byte[]> make, Func<Stream, CancellationToken, Task<int>> count, CancellationToken cancellationToken)
    {
        var report = new Report(format == "CSV" ? "bulk" : "bulk-xlsx", $"A list of {rows} rows as {format} over HTTP, on a register of as many certificates.");
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        var ecdsa = BareEcdsa.PerSecond();
        await FilledRegister.FillAsync(folder, rows, cancellationToken);
        await using var site = await ServiceProcess.StartAsync(
            "Certificates.Verify", folder, await folder.CheckerAsync(cancellationToken), cancellationToken);
        await CheckAsync(site.Client, make(0, WarmUpRows), count, cancellationToken);
        foreach (var part in new[] { rows / 4, rows })
        {
            var lists = Enumerable.Range(0, (part + BulkCheck.MaxRows - 1) / BulkCheck.MaxRows)
                .Select(i => make(i * BulkCheck.MaxRows, Math.Min(BulkCheck.MaxRows, part - (i * BulkCheck.MaxRows)))).ToList();
            var before = site.ResidentMegabytes;
            var start = Stopwatch.GetTimestamp();
            var valid = 0;
            foreach (var list in lists)
            {
                valid += await CheckAsync(site.Client, list, count, cancellationToken);
            }

            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (valid != part)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{valid} of {part} rows are valid."));
            }

            report.MeasureBy(BareEcdsa.Name, (ecdsa + BareEcdsa.PerSecond()) / 2);
            report.AddRate($"rows of a list of {part}", part / seconds);
            report.Add($"list of {part}", seconds, "s");
            report.Add($"growth of memory by a list of {part}", site.PeakMegabytes - before, "MB");
        }

        await report.EndAsync(cancellationToken);
    }

    private static IEnumerable<(string Number, string Name)> People(int from, int rows) =>
        Enumerable.Range(from, rows).Select(i => (FilledRegister.Number(i), SampleFile.Fields(i)[1]));

    /// <summary>A list of certificates that follow one another.</summary>
    private static byte[] Csv(int from, int rows) => Encoding.UTF8.GetBytes(
        $"证书编号,姓名\n{string.Concat(People(from, rows).Select(person => $"{person.Number},{person.Name}\n"))}");

    private static byte[] Xlsx(int from, int rows)
    {
        using var bytes = new MemoryStream();
        bytes.SaveAs(People(from, rows).Select(person => new { 证书编号 = person.Number, 姓名 = person.Name }));
        return bytes.ToArray();
    }

    /// <summary>Checks a list; how many are valid.</summary>
    public static async Task<int> CheckAsync(
        HttpClient client, byte[] list, Func<Stream, CancellationToken, Task<int>> count, CancellationToken cancellationToken)
    {
        using var file = new ByteArrayContent(list);
        using var form = new MultipartFormDataContent { { file, "file", "list" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/bulk") { Content = form, Headers = { { "X-Purpose", "bench" } } };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return await count(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
    }

    /// <summary>How many rows of an answer say 有效.</summary>
    public static async Task<int> CountCsvAsync(Stream answer, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(answer);
        var valid = 0;
        while (await text.ReadLineAsync(cancellationToken) is { } line)
        {
            valid += line.Contains(",有效,有效,", StringComparison.Ordinal) ? 1 : 0;
        }

        return valid;
    }

    /// <summary>Receives the whole, then counts, which adds some tenths of a second to the time of a long list.</summary>
    private static async Task<int> CountXlsxAsync(Stream answer, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        await answer.CopyToAsync(file, cancellationToken);
        await using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        await using var sheet = await zip.Entries.First(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).OpenAsync(cancellationToken);
        using var xml = XmlReader.Create(sheet);
        var valid = 0;
        while (xml.Read())
        {
            valid += xml is { NodeType: XmlNodeType.Text, Value: "有效" } ? 1 : 0;
        }

        return valid / 2;
    }
}
