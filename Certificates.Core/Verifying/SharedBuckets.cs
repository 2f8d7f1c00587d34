using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Data.Redis;
using Certificates.Core.Privacy;

namespace Certificates.Core.Verifying;

/// <summary>How fast a subject may ask all processes of the site together; nothing at all where no Redis is set.</summary>
public sealed class SharedBuckets
{
    private readonly RedisBuckets? _buckets;
    private readonly SecretKey _key;

    internal SharedBuckets(RedisBuckets? buckets, SecretKey key) => (_buckets, _key) = (buckets, key.For(SecretKeyPurpose.LookUp));

    /// <summary>True where processes count together.</summary>
    public bool AreShared => _buckets is not null;

    /// <summary>Takes one token of a subject's; how long to wait when none is left, else null.</summary>
    /// <param name="subject">Who asks; only a keyed hash of it leaves the process.</param>
    /// <param name="perMinute">Requests a minute, in bursts of as many.</param>
    public Task<TimeSpan?> TakeAsync(string subject, int perMinute) => _buckets is null
        ? Task.FromResult<TimeSpan?>(null)
        : _buckets.TakeAsync("bucket:"
            + Convert.ToHexStringLower(HMACSHA256.HashData(_key.Bytes, Encoding.UTF8.GetBytes($"bucket v1\n{subject}"))), perMinute);
}
