using Certificates.Core.Oversight;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Health;

/// <summary>
/// Which words the console has for what a check says: its state, or what exactly is wrong where a state has several reasons. What the
/// check itself says stands beside them, for whoever looks after the machines.
/// </summary>
internal static class HealthWords
{
    private const string Reason = "why";

    /// <summary>What is wrong, to be put into words.</summary>
    public static IReadOnlyDictionary<string, object> Why<T>(T trouble)
        where T : struct, Enum => new Dictionary<string, object>(StringComparer.Ordinal) { [Reason] = trouble.ToString() };

    /// <summary>The name of the words, such as <c>health.says.register.ClockWrong</c>.</summary>
    public static string Of(string check, HealthReportEntry entry) =>
        NameOf(check, entry.Data.TryGetValue(Reason, out var why) ? (string)why : entry.Status.ToString());

    /// <summary>Every name that there must be words for.</summary>
    public static IEnumerable<string> All(IEnumerable<string> checks) =>
        checks.SelectMany(check => Says(check).Select(word => NameOf(check, word)));

    private static string NameOf(string check, string word) => $"health.says.{check}.{word}";

    private static IEnumerable<string> Says(string check) => check switch
    {
        "register" => Enum.GetNames<ServiceTrouble>().Except([nameof(ServiceTrouble.None)], StringComparer.Ordinal)
            .Prepend(nameof(HealthStatus.Healthy)),
        "self-check" => Enum.GetNames<SelfCheckTrouble>().Prepend(nameof(HealthStatus.Healthy)),
        "disk" => Enum.GetNames<HealthStatus>(),
        _ => [nameof(HealthStatus.Healthy), nameof(HealthStatus.Degraded)],
    };
}
