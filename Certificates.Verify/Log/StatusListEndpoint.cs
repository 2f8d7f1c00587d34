using Certificates.Core.Verifying;
using Microsoft.Net.Http.Headers;

namespace Certificates.Verify.Log;

/// <summary>The status list, for whoever verifies without a network; its form is described in docs/trust.md.</summary>
internal static class StatusListEndpoint
{
    /// <summary><c>GET /status/list</c>.</summary>
    public static void MapStatusList(this WebApplication app) => app.MapGet("/status/list", ReadAsync).ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(PublishedStatusList list, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await list.ReadAsync(cancellationToken) is not { } body)
        {
            return Results.NotFound();
        }

        response.Headers.CacheControl = "public, max-age=30";
        return Results.Bytes(body, "application/octet-stream", entityTag: TagOf(body));
    }

    /// <summary>No two lists have one signature.</summary>
    private static EntityTagHeaderValue TagOf(byte[] body) => new($"\"{Convert.ToHexStringLower(body.AsSpan(^16..))}\"");
}
