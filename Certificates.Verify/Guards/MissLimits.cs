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
internal sealed class MissLimits(Attempts attempts, IOptions<LimitOptions> limits) : IDisposable
{
    private readonly WatchedAttempts _misses = attempts.Watch(limits.Value.MissesPerHour, TimeSpan.FromHours(1));

    /// <summary>How long to wait when the misses about <paramref name="question"/> are used up; null when there are some left.</summary>
    public async ValueTask<TimeSpan?> WaitAsync(IPAddress? address, Question question, CancellationToken cancellationToken) =>
        await _misses.IsAnyUsedUpAsync(cancellationToken) ? await _misses.WaitAsync(SubjectOf(address, question), cancellationToken) : null;

    /// <summary>
    /// Counts a miss. Gives how long to wait when others used the misses up meanwhile: then even this miss must not be told, or a
    /// volley of simultaneous guesses would learn more than the limit.
    /// </summary>
    public Task<TimeSpan?> CountAsync(IPAddress? address, Question question, CancellationToken cancellationToken) =>
        _misses.CountAsync(SubjectOf(address, question), cancellationToken);

    public void Dispose() => _misses.Dispose();

    private static string SubjectOf(IPAddress? address, Question question)
    {
        var asked = CertificateNumber.TryParse(question.Number, out var number, out _) ? number.Value
            : PersonName.TryParse(question.Name, out var name, out _) ? name.ComparisonKey
            : "";
        return $"miss\n{AddressBlock.Of(address)}\n{asked}";
    }
}
