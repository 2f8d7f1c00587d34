using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Verifying;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Certificates.Verify.Guards;

/// <summary>
/// The bucket of an address block over all processes of the site, beside the one each keeps (<see cref="AddressLimit"/>), which
/// alone holds while Redis is away.
/// </summary>
internal sealed class SharedAddressLimit(RequestDelegate next, SharedBuckets buckets, IOptions<LimitOptions> limits)
{
    public Task InvokeAsync(HttpContext http) =>
        buckets.AreShared && http.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is null ? AskAsync(http) : next(http);

    private async Task AskAsync(HttpContext http)
    {
        var block = AddressBlock.Of(http.Connection.RemoteIpAddress).ToString();
        if (await buckets.TakeAsync(block, limits.Value.RequestsPerMinute) is not { } wait)
        {
            await next(http);
            return;
        }

        Telemetry.LimitHit(LimitKind.Requests);
        http.Response.SetRetryAfter(wait);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }
}
