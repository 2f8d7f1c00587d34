using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Certificates.Verify.Shared;

/// <summary>The stylesheet, the script and the icon, from the assembly; their address changes with their content.</summary>
internal static class EmbeddedAssets
{
    private const string Prefix = "assets/";
    private static readonly FrozenDictionary<string, Asset> All = Read().ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    /// <summary>The address of an asset, to be cached for ever.</summary>
    public static string Address(string name) => $"/assets/{name}?v={All[name].Version}";

    public static void MapAssets(this IEndpointRouteBuilder routes) => routes
        .MapGet("/assets/{name}", (string name, HttpResponse response) =>
        {
            if (!All.TryGetValue(name, out var asset))
            {
                return Results.NotFound();
            }

            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(asset.Body, asset.ContentType);
        })
        .ExcludeFromDescription()
        .DisableRateLimiting();

    private static IEnumerable<Asset> Read()
    {
        var assembly = typeof(EmbeddedAssets).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(r => r.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var body = new byte[stream.Length];
            stream.ReadExactly(body);
            yield return new Asset(resource[Prefix.Length..], body, Convert.ToHexStringLower(SHA256.HashData(body))[..12]);
        }
    }

    private sealed record Asset(string Name, byte[] Body, string Version)
    {
        public string ContentType => Path.GetExtension(Name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
    }
}
