using Certificates.Core.Log.Auditing;
using Certificates.Web.Hosting;

namespace Certificates.Verify.Log;

/// <summary><c>audit</c>: looks at a log from outside, as anybody can.</summary>
internal static class AuditCommand
{
    private const string Usage = """
        audit <url> --key <verifier key> … [--witness <verifier key>] … [--witness-hours <hours>] [--seen <file>] [--all]
          <url>            the log, such as https://verify.example.cn/log
          --key            who must have signed it, as the operator of the log publishes it; of several one is enough, and all have one name
          --witness        who must have cosigned it, as the witness publishes it; of several each
          --witness-hours  how old the word of a witness may be, 1 to 8760; by default 24
          --seen           where is kept what this audit saw; the next must have grown out of it. By default log-seen.json
          --all            read every leaf again, and not those alone that came since
        Ends with 0 when all is well, 1 when something is wrong or the log cannot be reached, 2 when asked wrongly.
        """;

    /// <summary>Audits, and tells what was found in sentences.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (AuditArguments.Read(args) is not { } asked)
        {
            await Console.Error.WriteLineAsync(Usage);
            return ExitCode.Usage;
        }

        return await ExitCode.OfAsync(
            () => AuditAsync(asked),
            fault => fault is HttpRequestException or InvalidDataException or IOException or UnauthorizedAccessException
                or TaskCanceledException
                ? $"The log could not be audited: {fault.Message}"
                : null);
    }

    private static async Task<int> AuditAsync(AuditArguments asked)
    {
        using var http = new HttpClient { MaxResponseContentBufferSize = LogAudit.LargestAnswer };
        var seen = SeenLog.Read(asked.Seen);
        var result = await new LogAudit(http, asked.Log, asked.Keys, TimeProvider.System).RunAsync(seen, asked.All, CancellationToken.None);
        foreach (var finding in result.Findings)
        {
            await Console.Error.WriteLineAsync(finding);
        }

        if (result.Seen is null)
        {
            return ExitCode.Failure;
        }

        result.Seen.Write(asked.Seen);
        await Console.Out.WriteLineAsync(
            $"{asked.Keys.Name}: {result.Size} leaves, signed and in order; {result.Read} read"
            + (seen is null ? "." : ", and grown out of what was seen before.")
            + (asked.Keys.Witnesses.Count > 0 ? $" Cosigned by {asked.Witnesses}." : ""));
        return ExitCode.Success;
    }
}
