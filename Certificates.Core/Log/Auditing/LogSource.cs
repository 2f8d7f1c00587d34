using System.Net;
using System.Text.Json;
using Certificates.Core.Log.Tree;

namespace Certificates.Core.Log.Auditing;

/// <summary>Fetches what a log serves (C2SP tlog-tiles), and waits where the site says that it is asked too much.</summary>
internal sealed class LogSource(HttpClient http, Uri prefix, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private readonly Uri _prefix = new(prefix.AbsoluteUri.TrimEnd('/') + "/");

    /// <summary>The checkpoint; null when there is none.</summary>
    public async Task<string?> CheckpointAsync(CancellationToken cancellationToken)
    {
        using var answer = await GetAsync("checkpoint", cancellationToken);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(cancellationToken)
            : answer.StatusCode == HttpStatusCode.NotFound ? null
            : throw new HttpRequestException(
                $"{_prefix}checkpoint answers {(int)answer.StatusCode}. {await DetailAsync(answer, cancellationToken)}".TrimEnd());
    }

    /// <summary>A bundle of entries and the tile over it.</summary>
    public async Task<ServedLeaves> LeavesAsync(long number, int width, CancellationToken cancellationToken)
    {
        int? partial = width < TileId.Width ? width : null;
        var (tile, noTile) = await BytesAsync(new TilePath(0, number, partial), cancellationToken);
        var (bundle, noBundle) = await BytesAsync(new TilePath(null, number, partial), cancellationToken);
        IReadOnlyList<ReadOnlyMemory<byte>> entries = [];
        var fault = noTile ?? noBundle
            ?? (tile!.Length != width * MerkleHash.Length ? "The tile of their hashes has another width."
                : !EntryBundle.TryRead(bundle, out entries) || entries.Count != width ? "The bundle holds another number of entries."
                : null);
        return new ServedLeaves(tile ?? [], fault is null ? [.. entries.Select(entry => MerkleHash.Leaf(entry.Span))] : [], fault);
    }

    private async Task<(byte[]? Bytes, string? Fault)> BytesAsync(TilePath path, CancellationToken cancellationToken)
    {
        using var answer = await GetAsync($"tile/{path}", cancellationToken);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadAsByteArrayAsync(cancellationToken), null)
            : (null, $"{path} answers {(int)answer.StatusCode}. {await DetailAsync(answer, cancellationToken)}".TrimEnd());
    }

    private async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await http.GetAsync(new Uri(_prefix, path), cancellationToken);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
            {
                return answer;
            }

            var wait = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
            answer.Dispose();
            await Task.Delay(wait < LongestWait ? wait : LongestWait, clock, cancellationToken);
        }
    }

    /// <summary>What a problem document says, in English.</summary>
    private static async Task<string> DetailAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.ToString() : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}

/// <summary>Leaves side by side as a log serves them.</summary>
/// <param name="Tile">The hashes the tree has of them.</param>
/// <param name="Entries">The hashes of their entries; none where those cannot be had.</param>
/// <param name="Fault">Why not; null when they can.</param>
internal sealed record ServedLeaves(byte[] Tile, IReadOnlyList<byte[]> Entries, string? Fault)
{
    /// <summary>The hash the tree has of a leaf; empty where the tile is too short.</summary>
    public ReadOnlySpan<byte> TileHash(int at) =>
        Tile.Length >= (at + 1) * MerkleHash.Length ? Tile.AsSpan(at * MerkleHash.Length, MerkleHash.Length) : [];

    /// <summary>What is hashed on: the entry's, or the tile's where the entry cannot be had.</summary>
    public ReadOnlySpan<byte> HashOf(int at) =>
        at < Entries.Count ? Entries[at] : TileHash(at) is { Length: > 0 } hash ? hash : MerkleHash.Empty;
}
