using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Certificates.Core.Signing;

namespace Certificates.Core.Register.StatusLists;

/// <summary>
/// Which open credentials are not to be relied on: one bit each, in lists so long that a bit tells nothing of whose it is (W3C Bitstring
/// Status List 1.0). Bit 0 is the left one of the first byte.
/// </summary>
internal static class CredentialList
{
    /// <summary>Bits of a list: the least the specification lets one have (6.1).</summary>
    public const int Length = 131_072;

    /// <summary>Most credentials of a list. Half of it is left free, so that a place drawn by chance is free within a few draws.</summary>
    public const int MostUsed = Length / 2;

    /// <summary>
    /// What a set bit says. Open Badges 3.0 has room for one purpose, and this is the one that every verifier asks for.
    /// </summary>
    public const string Purpose = "revocation";

    private const int BitsOfAByte = 8;

    /// <summary>How long a list is good for: a verifier that is shown an old one knows.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>Where the site serves a list.</summary>
    public static string Path(long list) => string.Create(CultureInfo.InvariantCulture, $"/status/credentials/{list}");

    /// <summary>The bits with those of some places set.</summary>
    public static byte[] Bits(IEnumerable<long> places)
    {
        var bits = new byte[Length / BitsOfAByte];
        foreach (var place in places)
        {
            bits[place / BitsOfAByte] |= (byte)(0x80 >> (int)(place % BitsOfAByte));
        }

        return bits;
    }

    /// <summary>The entry by which a credential names its bit (2.1).</summary>
    public static JsonObject Entry(DidWeb issuer, CredentialPlace place) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"{issuer.Address(Path(place.ListId))}#{place.Position}"),
        ["type"] = "BitstringStatusListEntry",
        ["statusPurpose"] = Purpose,
        ["statusListIndex"] = place.Position.ToString(CultureInfo.InvariantCulture),
        ["statusListCredential"] = issuer.Address(Path(place.ListId)),
    };

    /// <summary>The list as a credential of its own (2.2), not signed yet.</summary>
    public static JsonObject Of(DidWeb issuer, long list, byte[] bits, DateTimeOffset at)
    {
        var address = issuer.Address(Path(list));
        return new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
            ["id"] = address,
            ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
            ["issuer"] = issuer.Id,
            ["validFrom"] = Text(at),
            ["validUntil"] = Text(at + Life),
            ["credentialSubject"] = new JsonObject
            {
                ["id"] = $"{address}#list",
                ["type"] = "BitstringStatusList",
                ["statusPurpose"] = Purpose,
                ["encodedList"] = Pack(bits),
            },
            ["exp"] = (at + Life).ToUnixTimeSeconds(),
        };
    }

    /// <summary>An instant as credentials write it.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>GZIP in base64url, with the <c>u</c> that says so (Multibase).</summary>
    private static string Pack(byte[] bits)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(bits);
        }

        return $"u{Base64Url.EncodeToString(packed.ToArray())}";
    }
}
