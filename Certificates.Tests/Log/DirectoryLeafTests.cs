using System.Security.Cryptography;
using Certificates.Core.Log;

namespace Certificates.Tests.Log;

internal sealed class DirectoryLeafTests
{
    private static readonly byte[] DetailHash = SHA256.HashData("x"u8);

    [Test]
    public void Hash_Change_IsOverTheDocumentedBytes()
    {
        // 88: array of 8; 01; 69: text of 9; 6F: text of 15; 71: text of 17; 1B: instant; 07; 64: text of 4; 58 20: bytes of 32
        var encoding = Convert.FromHexString(
            "8801" + "69" + Convert.ToHexString("directory"u8) + "70" + Convert.ToHexString("institution/0001"u8)
            + "71" + Convert.ToHexString("institution_added"u8) + "1B0000019CA7A1E800" + "07" + "64" + Convert.ToHexString("No.1"u8)
            + "5820" + Convert.ToHexString(DetailHash));

        Assert.That(Convert.ToHexString(Added().Encode()), Is.EqualTo(Convert.ToHexString(encoding)));
        Assert.That(Added().Hash(), Is.EqualTo(SHA256.HashData([0, .. encoding])));
    }

    [Test]
    public void Hash_AnyFieldChanged_IsAnother()
    {
        var leaf = Added();
        DirectoryLeaf[] others =
        [
            leaf with { Target = "institution/0002" },
            leaf with { Kind = "institution_changed" },
            leaf with { At = leaf.At.AddMilliseconds(1) },
            leaf with { ActorKeyId = 8 },
            leaf with { Document = null },
            leaf with { Document = "" },
            leaf with { DetailHash = SHA256.HashData("y"u8) },
        ];

        Assert.That(others.Append(leaf).Select(other => Convert.ToHexString(other.Hash())), Is.Unique);
    }

    private static DirectoryLeaf Added() => new(
        "institution/0001", "institution_added", DateTimeOffset.FromUnixTimeMilliseconds(0x0000019CA7A1E800), 7, "No.1", DetailHash);
}
