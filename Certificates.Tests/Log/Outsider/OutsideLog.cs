using System.Buffers.Binary;
using System.Globalization;

namespace Certificates.Tests.Log.Outsider;

/// <summary>
/// A log as somebody reads it who has only C2SP tlog-tiles, RFC 6962 and a verifier key: every tile and bundle of the checkpoint's tree is
/// fetched and held against its definition. It shares no line with the product.
/// </summary>
internal sealed class OutsideLog(HttpClient http, string prefix, string verifierKey)
{
    /// <summary>The checkpoint.</summary>
    public OutsideNote Checkpoint { get; private set; } = null!;

    /// <summary>The entries.</summary>
    public List<byte[]> Entries { get; } = [];

    /// <summary>The leaf hashes.</summary>
    public List<byte[]> Leaves { get; } = [];

    public async Task ReadAsync()
    {
        using var answer = await http.GetAsync(new Uri($"{prefix}/checkpoint"));
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/plain; charset=utf-8"));
        Checkpoint = OutsideNote.Open(await answer.Content.ReadAsByteArrayAsync(), verifierKey);
        for (var n = 0; n * 256 < Checkpoint.Size; n++)
        {
            var width = (int)Math.Min(256, Checkpoint.Size - (n * 256));
            Entries.AddRange(Unbundle(await FetchAsync("entries", n, width), width));
        }

        Leaves.AddRange(Entries.Select(RfcTree.LeafHash));
        Assert.That(RfcTree.Root(Leaves), Is.EqualTo(Checkpoint.Root), "the root of the checkpoint");
        for (var (level, span) = (0, 1); span <= Checkpoint.Size; level++, span *= 256)
        {
            await ReadLevelAsync(level, span);
        }
    }

    /// <summary>"the n-th tile at level l is the sequence of MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l])".</summary>
    private async Task ReadLevelAsync(int level, int span)
    {
        var hashes = (int)(Checkpoint.Size / span);
        for (var n = 0; n * 256 < hashes; n++)
        {
            var width = Math.Min(256, hashes - (n * 256));
            var tile = await FetchAsync(level.ToString(CultureInfo.InvariantCulture), n, width);
            var expected = Enumerable.Range(n * 256, width).SelectMany(i => RfcTree.Root(Leaves[(i * span)..((i + 1) * span)]));
            Assert.That(tile, Is.EqualTo(expected.ToArray()), $"tile {level}/{n}");
        }
    }

    private async Task<byte[]> FetchAsync(string level, int n, int width)
    {
        var number = n < 1000 ? $"{n:000}" : $"x{n / 1000:000}/{n % 1000:000}";
        using var answer = await http.GetAsync(new Uri($"{prefix}/tile/{level}/{number}{(width < 256 ? $".p/{width}" : "")}"));
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/octet-stream"));
        Assert.That(answer.Headers.CacheControl!.ToString(), Does.Contain("public").And.Contain("immutable").And.Contain("max-age="));
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static IEnumerable<byte[]> Unbundle(byte[] bundle, int count)
    {
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.AsSpan(at));
            yield return bundle[(at + 2)..(at + 2 + length)];
            at += 2 + length;
        }

        Assert.That(at, Is.EqualTo(bundle.Length));
    }
}
