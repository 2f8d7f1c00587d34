using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using Certificates.Core.Access;

namespace Certificates.Verify.Guards;

/// <summary>
/// How many files are on their way in at once: few of one address block, and no more altogether than memory and disk hold. A sender
/// who dawdles is cut off by the endpoint's time limit, which frees the place.
/// </summary>
internal static class FileSlots
{
    private const int OfOneBlock = 4;
    private const int Altogether = 64;
    private static readonly string[] Everybody = ["with a key", "without"];

    /// <summary>When a refused sender may try again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Marks an endpoint that takes a file.</summary>
    public static TBuilder TakesFile<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Mark());

    /// <summary>The limiters; other endpoints pass them by.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The limiter of the process keeps them.")]
    public static PartitionedRateLimiter<HttpContext>[] Create() =>
    [
        PartitionedRateLimiter.Create<HttpContext, AddressBlock>(http => IsFile(http)
            ? RateLimitPartition.GetConcurrencyLimiter(AddressBlock.Of(http.Connection.RemoteIpAddress), _ => Slots(OfOneBlock))
            : RateLimitPartition.GetNoLimiter(default(AddressBlock))),

        // Strangers cannot take the places of those who have a key: a wrong one is refused before the body is read.
        PartitionedRateLimiter.Create<HttpContext, string>(http => IsFile(http)
            ? RateLimitPartition.GetConcurrencyLimiter(
                Everybody[http.Request.Headers.Authorization.Count > 0 ? 0 : 1], _ => Slots(Altogether))
            : RateLimitPartition.GetNoLimiter("")),
    ];

    private static bool IsFile(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Mark>() is not null;

    private static ConcurrencyLimiterOptions Slots(int slots) => new() { PermitLimit = slots, QueueLimit = 0 };

    private sealed record Mark;
}
