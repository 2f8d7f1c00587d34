using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Certificates.Bench;

/// <summary>The load generator wrk, each of whose requests is one of the lines of a file, in order from a random one on.</summary>
internal static partial class Wrk
{
    private const int Connections = 32;

    /// <summary>With a pause, connections wait at random up to twice as long between requests: a load below the highest.</summary>
    private const string Script = """
        local bodies = {}
        for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
        math.randomseed(os.time())
        local at, pause = math.random(#bodies), tonumber(os.getenv("PAUSE"))
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        request = function() at = at % #bodies + 1 return wrk.format(nil, nil, nil, bodies[at]) end
        if pause > 0 then delay = function() return math.random(0, 2 * pause) end end
        """;

    /// <summary>Loads an address.</summary>
    /// <param name="address">Where to post.</param>
    /// <param name="bodies">File with a body a line.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="perSecond">The load to keep; null is as much as goes.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Requests a second, and how long they took.</returns>
    /// <exception cref="InvalidOperationException">wrk is missing, or an answer was none of success.</exception>
    public static async Task<Load> RunAsync(
        Uri address, string bodies, int seconds, double? perSecond, CancellationToken cancellationToken)
    {
        var script = Path.ChangeExtension(bodies, ".lua");
        await File.WriteAllTextAsync(script, Script, cancellationToken);
        var pause = perSecond is { } load ? (int)Math.Round(Connections * 1000 / load) : 0;
        var start = new ProcessStartInfo("wrk", ["-t2", $"-c{Connections}", $"-d{seconds}s", "--latency", "-s", script, address.ToString()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["BODIES"] = bodies, ["PAUSE"] = pause.ToString(CultureInfo.InvariantCulture) },
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0 || said.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(said);
        }

        return new Load(Number(RateLine().Match(said).Groups["rate"].Value), Milliseconds(P50Line().Match(said)), Milliseconds(P99Line().Match(said)));
    }

    private static double Milliseconds(Match line) =>
        Number(line.Groups["latency"].Value) * line.Groups["unit"].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"50%\s+(?<latency>[\d.]+)(?<unit>us|ms|s)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex P50Line();

    [GeneratedRegex(@"99%\s+(?<latency>[\d.]+)(?<unit>us|ms|s)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex P99Line();

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RateLine();
}

/// <summary>What a load met.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Half of them took at most so many milliseconds.</param>
/// <param name="P99">All but one of a hundred took at most so many.</param>
internal sealed record Load(double PerSecond, double P50, double P99);
