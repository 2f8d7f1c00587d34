using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Log;

namespace Certificates.Tests.Log;

internal sealed class EventLeafTests
{
    private static readonly byte[] Salt = new byte[EventLeaf.SaltLength];

    [Test]
    public void Hash_IssuedEvent_IsOverTheDocumentedBytes()
    {
        // 8A: array of 10; 01; 76: text of 22; 01; 66: text of 6; 1B: instant; 07; null; null; null; null
        var encoding = Convert.FromHexString(
            "8A01" + "76" + Convert.ToHexString("Z00011101042610000123J"u8) + "01" + "66" + Convert.ToHexString("issued"u8)
            + "1B0000019CA7A1E800" + "07" + "F6F6F6F6");

        Assert.That(Convert.ToHexString(Issued().Encode()), Is.EqualTo(Convert.ToHexString(encoding)));
        Assert.That(Issued().Hash(), Is.EqualTo(SHA256.HashData([0, .. encoding])));
    }

    [Test]
    public void Hash_AnyFieldChanged_IsAnother()
    {
        var leaf = Issued();
        EventLeaf[] others =
        [
            leaf with { Version = 2 },
            leaf with { Kind = "revoked" },
            leaf with { At = leaf.At.AddMilliseconds(1) },
            leaf with { ActorKeyId = 8 },
            leaf with { SecondKeyId = 7 },
            leaf with { Category = "" },
            leaf with { TextHash = EventLeaf.HashText(Salt, "") },
            leaf with { EvidenceHash = EventLeaf.HashText(Salt, "") },
            leaf with { Number = CertificateNumber.Create(leaf.Number.Kind, "0001", "11", "01", "04", 2026, leaf.Number.Grade, 124) },
        ];

        Assert.That(others.Append(leaf).Select(other => Convert.ToHexString(other.Hash())), Is.Unique);
    }

    [Test]
    public void HashText_OtherSalt_IsAnotherSoThatAShortTextCannotBeGuessed()
    {
        Assert.That(EventLeaf.HashText(Salt, "作弊"), Is.EqualTo(SHA256.HashData([.. Salt, 0xE4, 0xBD, 0x9C, 0xE5, 0xBC, 0x8A])));
        Assert.That(EventLeaf.HashText([.. Salt.AsSpan(1), 1], "作弊"), Is.Not.EqualTo(EventLeaf.HashText(Salt, "作弊")));
        Assert.That(() => EventLeaf.HashText([], "作弊"), Throws.InstanceOf<ArgumentException>());
    }

    private static EventLeaf Issued() => new(
        CertificateNumber.TryParse("Z00011101042610000123J", out var number, out _) ? number : throw new InvalidOperationException(),
        1, "issued", DateTimeOffset.FromUnixTimeMilliseconds(0x0000019CA7A1E800), 7, null, null, null, null);
}
