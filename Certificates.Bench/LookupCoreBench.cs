using System.Diagnostics;
using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Composition;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Bulk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>The verifying side without HTTP: look-ups that hit and miss side by side, a list, a PDF.</summary>
internal static class LookupCoreBench
{
    public static async Task RunAsync(int certificates, CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        await FilledRegister.FillAsync(folder, certificates, cancellationToken);
        await using var site = new ServiceCollection().AddLogging().AddCertificateVerification(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["DataDirectory"] = folder.Path,
                ["Storage:IsSpecimen"] = "true",
                ["Verification:BaseUrl"] = "https://verify.example.cn",
            }).Build()).BuildServiceProvider();
        await site.GetRequiredService<Desk>().SetUpAsync(cancellationToken);
        var report = new Report("lookup-core", $"Look-ups without HTTP, one after the other, {certificates} certificates.");
        await LookUpAsync(report, site.GetRequiredService<Verifier>(), certificates, cancellationToken);
        report.Add("the check of a seal alone", await TrustCost.SealAsync(folder, cancellationToken), "µs");
        await PdfAsync(report, site.GetRequiredService<Verifier>(), folder, cancellationToken);
        await BulkAsync(report, site.GetRequiredService<BulkCheck>(), certificates, cancellationToken);
        await report.EndAsync(cancellationToken);
    }

    private static async Task LookUpAsync(Report report, Verifier verifier, int certificates, CancellationToken cancellationToken)
    {
        (string Words, Func<int, Question> Question)[] kinds =
        [
            ("number and name", i => new Question(FilledRegister.Number(i), SampleFile.Fields(i)[1], null)),
            ("number and wrong name", i => new Question(FilledRegister.Number(i), "某某某", null)),
            ("unknown number", i => new Question(FilledRegister.Number(certificates + i), SampleFile.Fields(i)[1], null)),
            ("name and ID number", i => new Question(null, SampleFile.Fields(i)[1], SampleFile.Fields(i)[3])),
            ("name and wrong ID number", i => new Question(null, SampleFile.Fields(i)[1], SampleFile.Fields(certificates + i)[3])),
        ];
        foreach (var (words, question) in kinds.Append(("number and name, once more", kinds[0].Question)))
        {
            const int Questions = 5_000;
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Questions; i++)
            {
                await verifier.AskAsync(question(i * 7 % certificates), cancellationToken);
            }

            report.Add(words, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Questions, "µs");
        }
    }

    private static async Task PdfAsync(Report report, Verifier verifier, BenchFolder folder, CancellationToken cancellationToken)
    {
        var first = (await folder.Services.GetRequiredService<Core.Register.CertificateReader>().ByIdsAsync([1], cancellationToken))[0];
        var pdf = await folder.Services.GetRequiredService<Core.Register.PdfArchive>().FindAsync(first, cancellationToken);
        var altered = pdf!.Bytes.ToArray();
        altered[altered.Length / 2] ^= 1;
        foreach (var (words, file) in new[] { ("PDF untouched", pdf.Bytes.ToArray()), ("PDF altered", altered), ("PDF untouched, once more", pdf.Bytes.ToArray()) })
        {
            const int Files = 500;
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Files; i++)
            {
                await verifier.ByPdfAsync(new MemoryStream(file), default, cancellationToken);
            }

            report.Add(words, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Files, "µs");
        }
    }

    private static async Task BulkAsync(Report report, BulkCheck bulk, int certificates, CancellationToken cancellationToken)
    {
        var rows = Math.Min(certificates, BulkCheck.MaxRows);
        var text = new StringBuilder("证书编号,姓名,部门\n");
        for (var i = 0; i < rows; i++)
        {
            text.AppendJoin(',', FilledRegister.Number(i), SampleFile.Fields(i)[1], "人事处").Append('\n');
        }

        var list = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        var key = new ApiKey(1, ApiKeyRole.Checker, null, null, "bench", default, null, null, null);
        GC.Collect();
        var before = Process.GetCurrentProcess().WorkingSet64;
        var start = Stopwatch.GetTimestamp();
        var opened = await bulk.OpenAsync(list, key, "bench", default, null, cancellationToken);
        var run = opened.TryGet(out var good, out var refusals) ? good : throw new InvalidOperationException(refusals.First.Message);
        using var writing = await run.OpenWritingAsync(cancellationToken);
        await writing.WriteAsync(Stream.Null, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        report.Add($"list of {rows} rows", seconds, "s");
        report.Add("growth of memory by it", (Process.GetCurrentProcess().WorkingSet64 - before) / 1_000_000.0, "MB");
    }
}
