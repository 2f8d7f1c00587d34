using Certificates.Core.Composition;
using Certificates.Core.Oversight.Auditing;
using Certificates.Web.Hosting;

namespace Certificates.Api.Recovery;

/// <summary><c>audit</c>: holds the register against its log, its seals and its files, beside the running services.</summary>
internal static class AuditCommand
{
    private const long TellEvery = 10_000;

    /// <summary>Audits, and names everything that is wrong, a line each; 1 when something is.</summary>
    /// <param name="args">Settings as <c>--Key=value</c>.</param>
    public static Task<int> RunAsync(string[] args) => ExitCode.OfAsync(
        async () =>
        {
            await using var app = ApiHost.Build(args);
            await app.Services.GetRequiredService<RegisterSetUp>().RequireReadingAsync(CancellationToken.None);
            var report = await app.Services.GetRequiredService<RegisterAudit>().RunAsync(Tell, CancellationToken.None);
            foreach (var finding in report.Findings)
            {
                await System.Console.Out.WriteLineAsync($"{finding.Subject}: {finding.What}");
            }

            await System.Console.Out.WriteLineAsync(
                $"{report.Certificates} certificates and {report.Leaves} leaves were held against each other: "
                    + Sum(report.Findings.Count));
            return report.Findings.Count == 0 ? ExitCode.Success : ExitCode.Failure;
        },
        RegisterFaults.TellOf);

    private static string Sum(int findings) =>
        findings == 0 ? "all is well." : $"{findings} findings; docs/trust.md says what they mean.";

    private static void Tell(long done)
    {
        if (done > 0 && done % TellEvery == 0)
        {
            System.Console.Error.WriteLine($"{done} certificates held.");
        }
    }
}
