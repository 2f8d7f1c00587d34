using System.Globalization;
using Certificates.Core.Oversight;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Certificates.Api.Health;

/// <summary>
/// Degraded while stored PDFs are known to differ from the register, and while nobody has looked for days. The service goes on: what it
/// issues is checked before it counts, and taking it away would help nobody who holds a good certificate.
/// </summary>
internal sealed class SelfCheckHealth(SelfCheck check, TimeProvider clock) : IHealthCheck
{
    private const int MostNamed = 20;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(50);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var last = await check.LastAsync(cancellationToken);
        return last switch
        {
            { Damage: { } damage } => HealthCheckResult.Unhealthy(
                $"The register's file is damaged ({damage}), found on {last.Day:yyyy-MM-dd}: the site answers nothing "
                    + "out of it. Restore a back-up "
                + "(docs/operations.md, Back-up and recovery).",
                data: HealthWords.Why(SelfCheckTrouble.Damaged)),
            { Certificates: { Count: > 0 } ids } => HealthCheckResult.Degraded(
                $"{ids.Count} certificates are not as they were signed, or do not stand where their last event put them "
                    + $"(ids {Named(ids)}), found on {last.Day:yyyy-MM-dd}. "
                + "The site answers 'unavailable' about them. The log says how. "
                + "Compare them with a backup, suspend them until it is settled, and restore what was changed; "
                + "this goes away with the night in which they are found well.",
                data: HealthWords.Why(SelfCheckTrouble.Differs)),
            { } when clock.GetUtcNow() - last.EndedAt > LongestSilence => HealthCheckResult.Degraded(
                $"The last self-check ended on {last.Day:yyyy-MM-dd}: see in the log why none has since.",
                data: HealthWords.Why(SelfCheckTrouble.Silent)),
            null when check.Watched > LongestSilence => HealthCheckResult.Degraded(
                "No self-check has ended yet: see in the log why.", data: HealthWords.Why(SelfCheckTrouble.Silent)),
            null => HealthCheckResult.Healthy(data: HealthWords.Why(SelfCheckTrouble.NotYet)),
            _ => HealthCheckResult.Healthy(),
        };
    }

    private static string Named(IReadOnlyList<long> ids) =>
        string.Join(", ", ids.Take(MostNamed).Select(id => id.ToString(CultureInfo.InvariantCulture)))
            + (ids.Count > MostNamed ? ", …" : "");
}

/// <summary>What a self-check can say, to be put into words.</summary>
internal enum SelfCheckTrouble
{
    /// <summary>The register's file is damaged.</summary>
    Damaged,

    /// <summary>Certificates are not as they were signed.</summary>
    Differs,

    /// <summary>Nobody has looked for days.</summary>
    Silent,

    /// <summary>The first night is still to come: no trouble, but nobody can say yet that all is well.</summary>
    NotYet,
}
