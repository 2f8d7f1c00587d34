using System.Diagnostics;
using System.Text;
using Certificates.Core.Access;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Certificates.Bench;

/// <summary>A list as CSV over HTTP, from the first byte sent to the last received, on a register of as many certificates.</summary>
internal static class BulkBench
{
    private const int WarmUpRows = 2_000;

    public static async Task RunAsync(int rows, CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        await FilledRegister.FillAsync(folder, rows, cancellationToken);
        var made = await folder.Services.GetRequiredService<ApiKeys>().CreateAsync(ApiKeyRole.Checker, null, "bench", null, cancellationToken);
        var key = made.TryGet(out var checker, out var refusals) ? checker.Secret : throw new InvalidOperationException(refusals.First.Message);
        await using var site = await ServiceProcess.StartAsync("Certificates.Verify", folder, key, cancellationToken);
        await CheckAsync(site.Client, List(WarmUpRows), cancellationToken);
        var list = List(rows);
        var before = site.ResidentMegabytes;
        var start = Stopwatch.GetTimestamp();
        var valid = await CheckAsync(site.Client, list, cancellationToken);
        AnsiConsole.WriteLine($"{rows} rows from CSV: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s, {valid} valid; memory grew from {before} MB by {site.PeakMegabytes - before} MB");
    }

    /// <summary>A list of the first certificates.</summary>
    private static byte[] List(int rows) => Encoding.UTF8.GetBytes(
        $"证书编号,姓名\n{string.Concat(Enumerable.Range(0, rows).Select(i => $"{FilledRegister.Number(i)},{SampleFile.Fields(i)[1]}\n"))}");

    /// <summary>Checks a list; how many are valid.</summary>
    private static async Task<int> CheckAsync(HttpClient client, byte[] list, CancellationToken cancellationToken)
    {
        using var file = new ByteArrayContent(list);
        using var form = new MultipartFormDataContent { { file, "file", "list.csv" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications/bulk") { Content = form, Headers = { { "X-Purpose", "bench" } } };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        using var text = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken));
        var valid = 0;
        while (await text.ReadLineAsync(cancellationToken) is { } line)
        {
            valid += line.Contains(",有效,有效,", StringComparison.Ordinal) ? 1 : 0;
        }

        return valid;
    }
}
