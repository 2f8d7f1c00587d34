using System.Globalization;
using System.Threading.RateLimiting;
using Certificates.Core;
using Certificates.Core.Access;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Certificates.Verify.Guards;

/// <summary>The token bucket of each address block over all that it asks.</summary>
internal static class AddressLimit
{
    private const int RefillsPerMinute = 60;

    public static void AddAddressLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, limits) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            var requests = PartitionedRateLimiter.Create<HttpContext, AddressBlock>(http => RateLimitPartition.GetTokenBucketLimiter(
                AddressBlock.Of(http.Connection.RemoteIpAddress), _ => BucketOf(limits.Value.RequestsPerMinute)));
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained([requests, .. FileSlots.Create()]);
            limiter.OnRejected = (context, _) =>
            {
                Telemetry.LimitHit(LimitKind.Requests);
                context.HttpContext.Response.SetRetryAfter(context.Lease.RetryAfter());
                return ValueTask.CompletedTask;
            };
        });
    }

    /// <summary>When a refused caller may try again.</summary>
    public static TimeSpan RetryAfter(this RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : FileSlots.RetryAfter;

    /// <summary>Says <c>Retry-After</c> in whole seconds, at least one.</summary>
    public static void SetRetryAfter(this HttpResponse response, TimeSpan wait) =>
        response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static TokenBucketRateLimiterOptions BucketOf(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / RefillsPerMinute),
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / RefillsPerMinute,
        QueueLimit = 0,
    };
}
