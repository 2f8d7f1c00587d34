using System.Diagnostics;
using Certificates.Core.Access;
using Certificates.Core.Register.Searching;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>Every way to search a large register, by the time the service takes: the median and the worst of some runs.</summary>
internal static class SearchBench
{
    private const int Runs = 7;

    public static async Task RunAsync(int certificates, CancellationToken cancellationToken)
    {
        await using var folder = await BenchFolder.OpenAsync(cancellationToken);
        await LargeRegister.FillAsync(folder, certificates, cancellationToken);
        var filling = Stopwatch.StartNew();
        var filled = await folder.Services.GetRequiredService<SearchNames>().FillAsync(cancellationToken);
        Print($"{certificates} certificates; {filled} names prepared in {filling.Elapsed.TotalSeconds:0.0} s");
        var all = folder.Sender with { InstitutionId = null };
        foreach (var (name, question) in Questions(certificates))
        {
            await MeasureAsync(folder, $"own, {name}", question, folder.Sender, cancellationToken);
            await MeasureAsync(folder, $"all, {name}", question, all, cancellationToken);
        }
    }

    private static IEnumerable<(string Name, SearchQuestion Question)> Questions(int certificates)
    {
        var some = certificates / 3;
        yield return ("nothing", new SearchQuestion());
        yield return ("number", new SearchQuestion(Number: FilledRegister.Number(some)));
        yield return ("name", new SearchQuestion(Name: SampleFile.Fields(some)[1]));
        yield return ("common name", new SearchQuestion(Name: LargeRegister.CommonName));
        yield return ("common name, none fits", new SearchQuestion(Name: LargeRegister.CommonName, Occupation: "02", Status: "cancelled"));
        yield return ("candidate number", new SearchQuestion(CandidateNumber: SampleFile.Fields(some)[0]));
        yield return ("ID number", new SearchQuestion(IdNumber: SampleFile.Fields(some)[3]));
        yield return ("batch of 100,000", new SearchQuestion(Batch: LargeRegister.BatchId(0)));
        yield return ("batch, none fits", new SearchQuestion(Batch: LargeRegister.BatchId(0), Occupation: "02", Status: "cancelled"));
        yield return ("days", new SearchQuestion(From: "2022-03-01", To: "2022-03-31"));
        yield return ("occupation, grade", new SearchQuestion(Occupation: "04", Grade: "senior"));
        yield return ("revoked", new SearchQuestion(Status: "revoked"));
        yield return ("none fits", new SearchQuestion(Occupation: "14", Status: "suspended"));
        yield return ("1,000 items", new SearchQuestion(Limit: 1000));
    }

    private static async Task MeasureAsync(
        BenchFolder folder, string name, SearchQuestion question, ApiKey reader, CancellationToken cancellationToken)
    {
        var search = folder.Services.GetRequiredService<CertificateSearch>();
        var (times, found) = (new double[Runs], 0);
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var page = (await search.FindAsync(question, reader, cancellationToken)).TryGet(out var read, out var refusals)
                ? read
                : throw new InvalidOperationException(refusals.First.Message);
            (times[i], found) = (Stopwatch.GetElapsedTime(start).TotalMilliseconds, page.Items.Count);
        }

        Print($"{name}: {found} found, first {times[0]:0.0} ms, median {Figures.Median([.. times]):0.0} ms, worst {times.Max():0.0} ms");
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
