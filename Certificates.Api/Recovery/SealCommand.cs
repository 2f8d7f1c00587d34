using Certificates.Core.Composition;
using Certificates.Core.Oversight.Sealing;
using Certificates.Web.Hosting;

namespace Certificates.Api.Recovery;

/// <summary><c>seal</c>: once, for a register of before there were seals.</summary>
internal static class SealCommand
{
    private const long TellEvery = 10_000;

    /// <summary>Audits every certificate, seals those that agree with their events and files, and names the others.</summary>
    /// <param name="args">Settings as <c>--Key=value</c>.</param>
    public static Task<int> RunAsync(string[] args) => ExitCode.OfAsync(
        async () =>
        {
            await using var app = ApiHost.Build(args);
            await app.Services.GetRequiredService<RegisterSetUp>().PrepareSealingAsync(CancellationToken.None);
            var report = await app.Services.GetRequiredService<RegisterSealing>().SealAsync(Tell, CancellationToken.None);
            await System.Console.Out.WriteLineAsync($"{report.Sealed} certificates agree with their events and files, and are sealed.");
            foreach (var difference in report.Differences)
            {
                await System.Console.Out.WriteLineAsync($"{difference.Number}: not sealed, {difference.What}");
            }

            if (report.Differences.Count > 0)
            {
                await System.Console.Out.WriteLineAsync(
                    "Of those the site says 'unavailable' until they are put right: docs/operations.md says how.");
            }

            return ExitCode.Success;
        },
        RegisterFaults.TellOf);

    private static void Tell(long done)
    {
        if (done > 0 && done % TellEvery == 0)
        {
            System.Console.Error.WriteLine($"{done} certificates sealed.");
        }
    }
}
