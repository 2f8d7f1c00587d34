using System.Globalization;
using Certificates.Core.Composition;
using Certificates.Core.Recovery;
using Certificates.Core.Register;
using Certificates.Web.Hosting;

namespace Certificates.Api.Recovery;

/// <summary><c>recover</c>: after the register was restored from an older copy.</summary>
internal static class RecoverCommand
{
    private const string Clock = "--clock";
    private const string NewJournal = "--new-journal";
    private const int MostShown = 1_000;

    /// <summary>Brings the register up to what was written beside it, and prints what was done and what could not be.</summary>
    /// <param name="args"><c>--clock</c> or <c>--new-journal</c> for those alone; settings as <c>--Key=value</c>.</param>
    public static Task<int> RunAsync(string[] args) => ExitCode.OfAsync(
        async () =>
        {
            await using var app = ApiHost.Build([.. args.Where(arg => arg is not (Clock or NewJournal))]);
            var recovery = app.Services.GetRequiredService<RegisterRecovery>();
            recovery.RequireWhole(CancellationToken.None);
            await app.Services.GetRequiredService<RegisterSetUp>().SetUpAsync(CancellationToken.None);
            if (args.Contains(NewJournal, StringComparer.Ordinal))
            {
                await recovery.BeginJournalAsync(CancellationToken.None);
            }

            var lines = args.Contains(Clock, StringComparer.Ordinal)
                ? Lines(await app.Services.GetRequiredService<ClockRecovery>().RunAsync(CancellationToken.None))
                : Lines(await recovery.RunAsync(CancellationToken.None));
            foreach (var line in lines)
            {
                await System.Console.Out.WriteLineAsync(line);
            }

            return ExitCode.Success;
        },
        RegisterFaults.TellOf);

    private static IEnumerable<string> Lines(IReadOnlyList<WrittenAhead> ahead)
    {
        if (ahead.Count == 0)
        {
            return ["Nothing in the register lies in the future: nothing to do."];
        }

        return
        [
            $"{ahead.Count} entries bear an instant that has not come. They stand from now on, and issuing goes on:",
            .. ahead.Take(MostShown)
                .Select(written => $"  {written.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}  {written.What}  {written.Subject}"),
            .. ahead.Count > MostShown ? [$"  and {ahead.Count - MostShown} more"] : Array.Empty<string>(),
            "Certificates among them bear a day of issue that has not come: look at each, and cancel those that must not stand.",
        ];
    }

    private static IEnumerable<string> Lines(RecoveryReport report)
    {
        if (report.Leaves > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"The log: {report.Leaves} leaves that were published are in it again.");
        }
        else if (report.Jumps.Count + report.Statuses.Count + report.UnknownInstitutions.Count == 0)
        {
            yield return "The register knows all that was issued: nothing to do.";
        }

        foreach (var jump in report.Jumps)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{jump.Series}: goes on with {jump.To} instead of {jump.From}.");
        }

        foreach (var line in Lost(report))
        {
            yield return line;
        }

        foreach (var status in report.Statuses)
        {
            yield return $"{status.Number}: {Words(status.Outcome, status.Status)}";
        }

        foreach (var series in report.UnknownInstitutions)
        {
            yield return $"{series}: this institution is not in the register. Put it back (PUT /v1/institutions/…), then stop and "
                + "run this again.";
        }
    }

    private static IEnumerable<string> Lost(RecoveryReport report)
    {
        var lost = report.Jumps.Where(jump => !jump.Series.StartsWith("id/", StringComparison.Ordinal)).ToList();
        if (lost.Count == 0)
        {
            yield break;
        }

        yield return "";
        yield return "Certificates may exist on paper that this register does not hold, with these serials:";
        foreach (var jump in lost)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"  {jump.Series} serials {jump.From} to {jump.To - 1}, at most {jump.To - jump.From}");
        }

        yield return "The site says of them that they are not found. Their institutions send the results again; they are "
            + "issued with new numbers,";
        yield return "as are rows that are still pending in this register. Have the papers with the old numbers handed back.";
        yield return "";
    }

    private static string Words(RecoveryOutcome outcome, CertificateStatus status)
    {
        var name = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
        return outcome switch
        {
            RecoveryOutcome.Applied => $"{name} again.",
            RecoveryOutcome.AppliedVersionLost => $"{name} again; a correction made after the copy is lost: correct it again.",
            RecoveryOutcome.VersionLost => "a correction made after the copy is lost: correct it again.",
            RecoveryOutcome.CertificateLost => $"was {name}, and is not in the register: it was issued after the copy.",
            RecoveryOutcome.NotIssuedYet => $"was {name}, and is being issued again with this number: change its status when it is.",
            RecoveryOutcome.Doubled => $"was {name}; another live certificate of its holder stands against that: decide which is to live.",
        };
    }
}
