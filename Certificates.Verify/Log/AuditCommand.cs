using Certificates.Core.Log.Auditing;
using Certificates.Core.Signing.Notes;
using Certificates.Web.Hosting;

namespace Certificates.Verify.Log;

/// <summary><c>audit</c>: looks at a log from outside, as anybody can.</summary>
internal static class AuditCommand
{
    private const string Usage = """
        audit <url> --key <verifier key> [--seen <file>] [--all]
          <url>   the log, such as https://verify.example.cn/log
          --key   who must have signed it, as the operator of the log publishes it
          --seen  where is kept what this audit saw; the next must have grown out of it. By default log-seen.json
          --all   read every leaf again, and not those alone that came since
        Ends with 0 when all is well, 1 when something is wrong or the log cannot be reached, 2 when asked wrongly.
        """;

    /// <summary>Audits, and tells what was found in sentences.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (!TryRead(args, out var prefix, out var key, out var file, out var all))
        {
            await Console.Error.WriteLineAsync(Usage);
            return ExitCode.Usage;
        }

        return await ExitCode.OfAsync(
            () => AuditAsync(prefix!, key!, file, all),
            fault => fault is HttpRequestException or InvalidDataException or IOException or UnauthorizedAccessException
                or TaskCanceledException
                ? $"The log could not be audited: {fault.Message}"
                : null);
    }

    private static async Task<int> AuditAsync(Uri prefix, VerifierKey key, string file, bool all)
    {
        using var http = new HttpClient { MaxResponseContentBufferSize = LogAudit.LargestAnswer };
        var seen = SeenLog.Read(file);
        var result = await new LogAudit(http, prefix, key, TimeProvider.System).RunAsync(seen, all, CancellationToken.None);
        foreach (var finding in result.Findings)
        {
            await Console.Error.WriteLineAsync(finding);
        }

        if (result.Seen is null)
        {
            return ExitCode.Failure;
        }

        result.Seen.Write(file);
        await Console.Out.WriteLineAsync(
            $"{key.Name}: {result.Size} leaves, signed and in order; {result.Read} read"
            + (seen is null ? "." : ", and grown out of what was seen before."));
        return ExitCode.Success;
    }

    private static bool TryRead(string[] args, out Uri? prefix, out VerifierKey? key, out string file, out bool all)
    {
        (prefix, key, file, all) = (null, null, "log-seen.json", false);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--all":
                    all = true;
                    break;
                case "--key" when i + 1 < args.Length && VerifierKey.TryParse(args[i + 1], out key):
                case "--seen" when i + 1 < args.Length && (file = args[i + 1]).Length > 0:
                    i++;
                    break;
                case var url when prefix is null && Uri.TryCreate(url, UriKind.Absolute, out prefix)
                    && (prefix.Scheme == Uri.UriSchemeHttps || prefix.Scheme == Uri.UriSchemeHttp):
                    break;
                default:
                    return false;
            }
        }

        return prefix is not null && key is not null;
    }
}
