using System.Net;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Verifying;
using Microsoft.Extensions.Options;

namespace Certificates.Verify.Guards;

/// <summary>
/// How often one address block may be wrong about one number, or about one name when it asks without a number. Once used up, right
/// and wrong answers alike are refused, so that guessing tells nothing; other addresses are not touched. Counted in the desk, under
/// keyed hashes: a restart gives nobody new guesses, nor does a second process.
/// </summary>
internal sealed class MissLimits(Attempts attempts, IOptions<LimitOptions> limits)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>What misses about <paramref name="question"/> are counted under.</summary>
    public static string SubjectOf(IPAddress? address, Question question)
    {
        var asked = CertificateNumber.TryParse(question.Number, out var number, out _) ? number.Value
            : PersonName.TryParse(question.Name, out var name, out _) ? name.ComparisonKey
            : "";
        return $"miss\n{AddressBlock.Of(address)}\n{asked}";
    }

    /// <summary>How long to wait when the misses are used up; null when there are some left.</summary>
    public Task<TimeSpan?> WaitAsync(string subject, CancellationToken cancellationToken) =>
        attempts.WaitAsync(subject, limits.Value.MissesPerHour, Window, cancellationToken);

    /// <summary>
    /// Counts a miss. Gives how long to wait when others used the misses up meanwhile: then even this miss must not be told, or a
    /// volley of simultaneous guesses would learn more than the limit.
    /// </summary>
    public Task<TimeSpan?> CountAsync(string subject, CancellationToken cancellationToken) =>
        attempts.CountAsync(subject, limits.Value.MissesPerHour, Window, cancellationToken);
}
