using System.Globalization;
using Certificates.Bench;

var count = args.Length == 2 && int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
var stop = CancellationToken.None;
Func<Task>? run = args.FirstOrDefault() switch
{
    "compose" => () => ComposeBench.RunAsync(CountOr(2_000), stop),
    "pdf" => () => PdfBench.RunAsync(stop),
    "qr" => () => QrBench.RunAsync(CountOr(2_000), stop),
    "judge" => () => JudgeBench.RunAsync(stop),
    "issue" => () => IssueBench.RunAsync(CountOr(20_000), withPhotos: false, stop),
    "issue-with-photos" => () => IssueBench.RunAsync(CountOr(20_000), withPhotos: true, stop),
    "pipeline" => () => PipelineBench.RunAsync(CountOr(20_000), stop),
    "log" => () => LogBench.RunAsync(CountOr(1_000_000), stop),
    "lookup" => () => LookupBench.RunAsync(CountOr(1_000_000), stop),
    "lookup-core" => () => LookupCoreBench.RunAsync(CountOr(100_000), stop),
    "bulk" => () => BulkBench.RunAsync(CountOr(100_000), stop),
    "bulk-xlsx" => () => BulkBench.RunXlsxAsync(CountOr(100_000), stop),
    "search" => () => SearchBench.RunAsync(CountOr(1_000_000), stop),
    "pages" => () => PagesBench.RunAsync(CountOr(1_000_000), stop),
    "grow" => () => GrowBench.RunAsync(CountOr(10_000_000), stop),
    "soak" => () => SoakBench.RunAsync(CountOr(30), stop),
    "peer" => () => PeerBench.RunAsync(CountOr(200), stop),
    "compare" => () => CompareBench.RunAsync(args.ElementAtOrDefault(1), args.ElementAtOrDefault(2), stop),
    BareEndpoint.Command => () => BareEndpoint.ServeAsync(args[1], args[2], stop),
    _ => null,
};
if (run is null)
{
    await Console.Error.WriteLineAsync("""
        usage: dotnet run -c Release --project Certificates.Bench -- <command> [count]

        making       compose, pdf, qr
        issuing      judge, issue, issue-with-photos, pipeline, log (leaves)
        verifying    lookup, lookup-core, bulk, bulk-xlsx
        large        search, pages, grow
        beside       soak (minutes), peer (pages)
        compare      what a change did: with the baseline, or [before.json after.json]

        Each writes TestResults/bench/<command>.json.
        """);
    return 2;
}

await run();
return 0;

int CountOr(int usual) => count == 0 ? usual : count;
