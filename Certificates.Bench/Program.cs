using System.Globalization;
using Certificates.Bench;

var count = args.Length == 2 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
switch (args.FirstOrDefault())
{
    case "compose":
        await ComposeBench.RunAsync(count == 0 ? 2_000 : count, CancellationToken.None);
        return 0;
    case "judge":
        await JudgeBench.RunAsync(CancellationToken.None);
        return 0;
    case "issue" or "issue-with-photos":
        await IssueBench.RunAsync(count == 0 ? 20_000 : count, args[0] != "issue", CancellationToken.None);
        return 0;
    case "pipeline":
        await PipelineBench.RunAsync(count == 0 ? 20_000 : count, CancellationToken.None);
        return 0;
    case "verify":
        await LookupBench.RunAsync(count == 0 ? 1_000_000 : count, CancellationToken.None);
        return 0;
    case "bulk":
        await BulkBench.RunAsync(count == 0 ? 100_000 : count, CancellationToken.None);
        return 0;
    case "bulk-xlsx":
        await BulkBench.RunXlsxAsync(count == 0 ? 100_000 : count, CancellationToken.None);
        return 0;
    case "qr":
        await QrBench.RunAsync(count == 0 ? 2_000 : count, CancellationToken.None);
        return 0;
    case "search":
        await SearchBench.RunAsync(count == 0 ? 1_000_000 : count, CancellationToken.None);
        return 0;
    case BareEndpoint.Command:
        await BareEndpoint.ServeAsync(args[1], args[2], CancellationToken.None);
        return 0;
    case "verify-core":
        await VerifyBench.RunAsync(count == 0 ? 100_000 : count, CancellationToken.None);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: dotnet run -c Release --project Certificates.Bench -- compose|judge|issue|issue-with-photos|pipeline|verify|bulk|bulk-xlsx|qr|search|verify-core [count]");
        return 2;
}
