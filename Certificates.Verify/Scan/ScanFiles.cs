using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Certificates.Core.Composition;
using Certificates.Web.Languages;
using Microsoft.Extensions.Options;

namespace Certificates.Verify.Scan;

/// <summary>
/// Scripts, style and icons of the page, at addresses that change with any of them, with the words and with the layout: what a browser
/// keeps of one version fits together, and is kept until there is another.
/// </summary>
internal sealed class ScanFiles
{
    private const string Prefix = "scan/";
    private const string WorkerName = "worker.js";
    private static readonly string[] Shared = ["site.css", "site.js", "seal.svg"];
    private static readonly string[] Languages = [Language.Chinese, Language.English];
    private static readonly Assembly Own = typeof(ScanFiles).Assembly;

    private readonly FrozenDictionary<string, byte[]> _files;
    private readonly string _version;

    public ScanFiles(EmbeddedAssets assets, IOptions<VerificationOptions> verification)
    {
        _files = Own.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);
        var shared = Shared.Select(assets.Address).ToList();
        _version = VersionOf([.. shared, verification.Value.BaseUrl]);
        Worker = $"const scan = {Kept(shared)};\n{Encoding.UTF8.GetString(_files[WorkerName])}";
    }

    /// <summary>The service worker, which knows the files of its version.</summary>
    public string Worker { get; }

    /// <summary>The address of a file, to be cached for ever.</summary>
    public string Address(string name) => $"/scan/{_version}/{name}";

    /// <summary>The file of a name; nothing for another version, which another process may still have.</summary>
    public IResult Answer(string version, string name, HttpResponse response)
    {
        if (version != _version || !_files.TryGetValue(name, out var file))
        {
            return Results.NotFound();
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(file, Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "image/png",
        });
    }

    private static byte[] Read(string name)
    {
        using var stream = Own.GetManifestResourceStream(name)!;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }

    /// <summary>Pages and words are code, and are known by the build they are of.</summary>
    private static string VersionOf(IEnumerable<string> settings)
    {
        var english = CultureInfo.GetCultureInfo(Language.English);
        var builds = new[] { Own, typeof(Layout).Assembly }.SelectMany(part => new[] { part, part.GetSatelliteAssembly(english) })
            .Select(part => part.ManifestModule.ModuleVersionId.ToString());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [.. builds, .. settings]))))[..12];
    }

    private string Kept(IEnumerable<string> shared) => JsonSerializer.Serialize(new
    {
        version = _version,
        pages = Languages.ToDictionary(language => language, language => $"/scan?lang={language}", StringComparer.Ordinal),
        files = shared.Concat(_files.Keys.Where(name => name != WorkerName).Order(StringComparer.Ordinal).Select(Address)),
    });
}
