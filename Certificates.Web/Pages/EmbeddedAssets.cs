using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Certificates.Web.Pages;

/// <summary>
/// Stylesheets, scripts and the icon, from this assembly and the service's own; their address changes with their content. What both
/// have under one name is one file: the part of all pages, then the service's.
/// </summary>
internal sealed class EmbeddedAssets
{
    private const string Prefix = "assets/";
    private readonly FrozenDictionary<string, Asset> _all;

    /// <summary>Reads them.</summary>
    /// <param name="service">The assembly with the service's own.</param>
    public EmbeddedAssets(Assembly service) => _all = ((Assembly[])[typeof(EmbeddedAssets).Assembly, service])
        .SelectMany(Read)
        .GroupBy(part => part.Name, part => part.Body, StringComparer.Ordinal)
        .ToFrozenDictionary(file => file.Key, file => new Asset(file.Key, [.. file.SelectMany(body => body)]), StringComparer.Ordinal);

    /// <summary>The address of an asset, to be cached for ever.</summary>
    public string Address(string name) => $"/assets/{name}?v={_all[name].Version}";

    /// <summary>The asset of a name, or 404.</summary>
    public IResult Answer(string name, HttpResponse response)
    {
        if (!_all.TryGetValue(name, out var asset))
        {
            return Results.NotFound();
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Body, asset.ContentType);
    }

    private static IEnumerable<(string Name, byte[] Body)> Read(Assembly assembly)
    {
        foreach (var resource in assembly.GetManifestResourceNames().Where(r => r.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var body = new byte[stream.Length];
            stream.ReadExactly(body);
            yield return (resource[Prefix.Length..], body);
        }
    }

    private sealed record Asset(string Name, byte[] Body)
    {
        public string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Body))[..12];

        public string ContentType => Path.GetExtension(Name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
    }
}
