using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Certificates.Tests.Verify.Scan;

/// <summary>Status lists that a key of the tests signs, served to a page in place of the site's, with that key among the published ones.</summary>
internal sealed class StatusLists : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _keyId = [1, 2, 3, 4, 5, 6, 7, 8];

    public StatusLists() => Key = new JsonObject
    {
        ["kty"] = "EC",
        ["crv"] = "P-256",
        ["x"] = Base64Url.EncodeToString(_key.ExportParameters(false).Q.X),
        ["y"] = Base64Url.EncodeToString(_key.ExportParameters(false).Q.Y),
        ["kid"] = Convert.ToHexStringLower(_keyId),
        ["alg"] = "ES256",
        ["purpose"] = "status",
        ["validFrom"] = "2026-01-01T00:00:00Z",
        ["validTo"] = "2036-01-01T00:00:00Z",
        ["state"] = "active",
    };

    /// <summary>The key, as it is published.</summary>
    public JsonObject Key { get; }

    /// <summary>A list, signed.</summary>
    public byte[] Sign(DateTimeOffset signedAt, params IEnumerable<string> tokens)
    {
        var ended = tokens.Select(token => SHA256.HashData(Encoding.ASCII.GetBytes(token))[..12])
            .OrderBy(Convert.ToHexString, StringComparer.Ordinal).ToList();
        var list = new byte[24 + 12 * ended.Count];
        "CSL1"u8.CopyTo(list);
        _keyId.CopyTo(list, 4);
        BinaryPrimitives.WriteInt64BigEndian(list.AsSpan(12), signedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt32BigEndian(list.AsSpan(20), ended.Count);
        foreach (var (index, hash) in ended.Index())
        {
            hash.CopyTo(list, 24 + 12 * index);
        }

        return [.. list, .. _key.SignData(list, HashAlgorithmName.SHA256)];
    }

    /// <summary>Lets a browser get a list; null is that there is none to be had.</summary>
    public async Task ServeAsync(IPage page, byte[]? list)
    {
        await page.Context.RouteAsync("**/status/list", route => list is null
            ? route.FulfillAsync(new() { Status = 503 })
            : route.FulfillAsync(new() { BodyBytes = list, ContentType = "application/octet-stream" }));
        await page.Context.RouteAsync("**/v1/keys", async route =>
        {
            var answer = await route.FetchAsync();
            var keys = JsonNode.Parse(await answer.BodyAsync())!;
            keys["keys"]!.AsArray().Add(Key.DeepClone());
            await route.FulfillAsync(new() { Response = answer, Body = keys.ToJsonString() });
        });
    }

    public void Dispose() => _key.Dispose();
}
