using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Verifying;
using Microsoft.Extensions.Options;

namespace Certificates.Verify.Guards;

/// <summary>
/// How often one address block may be wrong about one number, or about one name when it asks without a number. Once used up, right
/// and wrong answers alike are refused, so that guessing tells nothing; other addresses are not touched.
/// </summary>
internal sealed class MissLimits : IDisposable
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly PartitionedRateLimiter<string> _misses;

    public MissLimits(IOptions<LimitOptions> limits) => _misses = PartitionedRateLimiter.Create<string, string>(
        subject => RateLimitPartition.GetFixedWindowLimiter(subject, _ => new()
        {
            PermitLimit = limits.Value.MissesPerHour,
            Window = TimeSpan.FromHours(1),
            QueueLimit = 0,
        }));

    /// <summary>
    /// What misses about <paramref name="question"/> are counted under: a keyed hash, so that neither number nor name is kept.
    /// </summary>
    public string SubjectOf(IPAddress? address, Question question)
    {
        var asked = CertificateNumber.TryParse(question.Number, out var number, out _) ? number.Value
            : PersonName.TryParse(question.Name, out var name, out _) ? name.ComparisonKey
            : "";
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{AddressBlock.Of(address)}\n{asked}")));
    }

    /// <summary>How long to wait when the misses are used up; null when there are some left.</summary>
    public TimeSpan? Wait(string subject) => Acquire(subject, permits: 0);

    /// <summary>
    /// Counts a miss. Gives how long to wait when others used the misses up meanwhile: then even this miss must not be told, or a
    /// volley of simultaneous guesses would learn more than the limit.
    /// </summary>
    public TimeSpan? Count(string subject) => Acquire(subject, permits: 1);

    public void Dispose() => _misses.Dispose();

    private TimeSpan? Acquire(string subject, int permits)
    {
        using var lease = _misses.AttemptAcquire(subject, permits);
        return lease.IsAcquired ? null : lease.RetryAfter();
    }
}
