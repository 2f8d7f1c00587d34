using System.Text.Json;
using Certificates.Core.Register.StatusLists;
using Certificates.Core.Signing;
using Certificates.Core.Verifying;

namespace Certificates.Verify.Offline;

/// <summary>What a check without a network needs, in a folder: published keys, catalogue, status list.</summary>
internal sealed class OfflineData(string folder)
{
    private const int Largest = StatusList.Longest;
    private static readonly (string File, string Address)[] Parts =
        [("keys.json", "v1/keys"), ("catalogue.json", "v1/catalogue"), ("status.list", "status/list")];

    /// <summary>Fetches everything anew.</summary>
    /// <exception cref="HttpRequestException">The site cannot be reached; what was there stays.</exception>
    public async Task FetchAsync(Uri site, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = site, MaxResponseContentBufferSize = Largest, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json, application/octet-stream");
        Directory.CreateDirectory(folder);
        foreach (var (file, address) in Parts)
        {
            var next = Path.Combine(folder, file + ".new");
            await File.WriteAllBytesAsync(next, await http.GetByteArrayAsync(address, cancellationToken), cancellationToken);
            File.Move(next, Path.Combine(folder, file), overwrite: true);
        }
    }

    /// <summary>The keys.</summary>
    /// <exception cref="InvalidDataException">There are none.</exception>
    public PublicKeyRing Keys() => JwkReading.Read(
        Read(0) ?? throw new InvalidDataException($"There are no keys in '{folder}': fetch them with --from <address of the site>."));

    /// <summary>The status list; null when there is none, or none that one of the keys signed.</summary>
    public StatusList? List(PublicKeyRing keys) => Read(2) is { } body && StatusList.TryRead(body, keys, out var list) ? list : null;

    /// <summary>The catalogue; null when there is none.</summary>
    public CatalogueLists? Catalogue() =>
        Read(1) is { } json ? JsonSerializer.Deserialize<CatalogueLists>(json, JsonSerializerOptions.Web) : null;

    private byte[]? Read(int part) =>
        Path.Combine(folder, Parts[part].File) is var file && File.Exists(file) ? File.ReadAllBytes(file) : null;
}
