using Certificates.Core.Signing;
using Certificates.Core.Verifying;
using Microsoft.Net.Http.Headers;

namespace Certificates.Verify.Log;

/// <summary>The status list, for whoever verifies without a network; its form is described in docs/trust.md.</summary>
internal static class StatusListEndpoint
{
    private const string ForHalfAMinute = "public, max-age=30";

    /// <summary>
    /// <c>GET /status/list</c>; and of open credentials <c>/status/credentials/{id}</c> and the keys they are signed with, where W3C's
    /// specifications look for them.
    /// </summary>
    public static void MapStatusList(this WebApplication app)
    {
        app.MapGet("/status/list", ReadAsync).ExcludeFromDescription();
        app.MapGet("/status/credentials/{id:long}", OfCredentialsAsync).ExcludeFromDescription();
        app.MapGet("/.well-known/did.json", DidAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadAsync(PublishedStatusList list, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await list.ReadAsync(cancellationToken) is not { } body)
        {
            return Results.NotFound();
        }

        response.Headers.CacheControl = ForHalfAMinute;
        return Results.Bytes(body, "application/octet-stream", entityTag: TagOf(body));
    }

    private static async Task<IResult> OfCredentialsAsync(
        long id, PublishedStatusList list, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await list.OfCredentialsAsync(id, cancellationToken) is not { } body)
        {
            return Results.NotFound();
        }

        ForEverybody(response);
        return Results.Bytes(body, "application/vc+jwt", entityTag: TagOf(body));
    }

    private static async Task<IResult> DidAsync(
        DidWeb issuer, PublishedKeys keys, HttpResponse response, CancellationToken cancellationToken)
    {
        ForEverybody(response);
        return Results.Json(await keys.DocumentOfAsync(issuer, cancellationToken), contentType: "application/did+json");
    }

    /// <summary>A verifier that runs in a browser, on a page of somebody else's, reads them too.</summary>
    private static void ForEverybody(HttpResponse response)
    {
        response.Headers.CacheControl = ForHalfAMinute;
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    /// <summary>No two lists have one signature.</summary>
    private static EntityTagHeaderValue TagOf(byte[] body) => new($"\"{Convert.ToHexStringLower(body.AsSpan(^16..))}\"");
}
