using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Pdf;

namespace Certificates.Tests.Pdf;

/// <summary>Packed by a code made once, unpacked by the platform's own zlib.</summary>
internal sealed class LiteralCodeTests
{
    private static readonly LiteralCode Code = new(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("BT 12.5 80 Td <00010002> Tj ET\n", 50))));

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(70_000)]
    public void Pack_OfAnyBytes_IsUnpackedByZlib(int length)
    {
        var data = RandomNumberGenerator.GetBytes(length);
        Assert.That(Unpack(data), Is.EqualTo(data));
    }

    [TestCase(5_535)]
    [TestCase(100_001)]
    public void Pack_OfTheLargestBytes_HasTheSumThatZlibChecks(int length)
    {
        var data = Enumerable.Repeat(byte.MaxValue, length).ToArray();
        Assert.That(Unpack(data), Is.EqualTo(data));
    }

    [Test]
    public void Pack_OfDataOfItsKind_TakesFewerBytes()
    {
        var data = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(i => $"BT {i} 70.5 Td <0003000{i % 10}> Tj ET\n")));
        using var packed = new PdfBuffer();
        Code.Pack(data, packed);
        Assert.That(packed.Length, Is.LessThan(data.Length * 6 / 10));
    }

    [Test]
    public void Lengths_OfVeryUnequalCounts_StayWithinTheirLimit()
    {
        var lengths = HuffmanLengths.Of([.. Enumerable.Range(0, 40).Select(i => 1L << i)], 15);
        Assert.That((lengths.Max() <= 15, lengths.Sum(length => Math.Pow(2, -length))), Is.EqualTo((true, 1.0)), "a complete code");
    }

    private static byte[] Unpack(byte[] data)
    {
        using var packed = new PdfBuffer();
        Code.Pack(data, packed);
        using var zlib = new ZLibStream(new MemoryStream(packed.Written.ToArray()), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        zlib.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
