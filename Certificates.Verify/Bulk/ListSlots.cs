using System.Threading.RateLimiting;

namespace Certificates.Verify.Bulk;

/// <summary>How many lists of one key are checked at once: each holds memory and a file for as long as its answer is fetched.</summary>
internal sealed class ListSlots : IDisposable
{
    public const int OfOneKey = 2;

    private readonly PartitionedRateLimiter<long> _slots = PartitionedRateLimiter.Create<long, long>(key =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = OfOneKey, QueueLimit = 0 }));

    /// <summary>A slot until the answer is sent; false when the key has none left. Everybody's lists are short and need none.</summary>
    public bool TryTake(HttpContext http, Checker checker)
    {
        if (checker.Key is not { } key)
        {
            return true;
        }

        var lease = _slots.AttemptAcquire(key.Id);
        http.Response.RegisterForDispose(lease);
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();
}
