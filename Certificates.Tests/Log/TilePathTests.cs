using Certificates.Core.Log.Tree;

namespace Certificates.Tests.Log;

internal sealed class TilePathTests
{
    [TestCase("0/000", 0, 0, null)]
    [TestCase("63/067", 63, 67, null)]
    [TestCase("0/x001/x234/067", 0, 1_234_067, null)]
    [TestCase("1/x001/000", 1, 1_000, null)]
    [TestCase("2/000.p/1", 2, 0, 1)]
    [TestCase("0/x001/x234/067.p/255", 0, 1_234_067, 255)]
    [TestCase("entries/x001/x234/067", null, 1_234_067, null)]
    [TestCase("entries/999.p/17", null, 999, 17)]
    public void Path_OfTheSpecification_IsReadAndWrittenAlike(string path, int? level, int number, int? width)
    {
        Assert.That(TilePath.TryParse(path, out var tile), Is.True);
        Assert.That(tile, Is.EqualTo(new TilePath(level, number, width)));
        Assert.That(tile.ToString(), Is.EqualTo(path));
    }

    [TestCase("")]
    [TestCase("0")]
    [TestCase("0/")]
    [TestCase("0/0")]
    [TestCase("0/00")]
    [TestCase("0/0000")]
    [TestCase("00/000")]
    [TestCase("64/000")]
    [TestCase("-1/000")]
    [TestCase("+1/000")]
    [TestCase("0/001/000")]
    [TestCase("0/x001")]
    [TestCase("0/X001/000")]
    [TestCase("0/x000/001")]
    [TestCase("0/x001/000/")]
    [TestCase("0/000.p")]
    [TestCase("0/000.p/")]
    [TestCase("0/000.p/0")]
    [TestCase("0/000.p/01")]
    [TestCase("0/000.p/256")]
    [TestCase("0/000.p/1/2")]
    [TestCase(".p/1")]
    [TestCase("0/.p/1")]
    [TestCase("entry/000")]
    [TestCase("entries/٠٠٠")]
    [TestCase("0/x001/x001/x001/x001/x001/x001/001")]
    public void Path_OtherThanTheSpecificationWritesIt_IsNone(string path) => Assert.That(TilePath.TryParse(path, out _), Is.False);

    [Test]
    public void Bundle_WrittenAndRead_GivesItsEntries()
    {
        byte[][] entries = [[], [1], [.. Enumerable.Repeat((byte)7, EntryBundle.LongestEntry)]];
        var bundle = EntryBundle.Write(entries);

        Assert.That(bundle[..5], Is.EqualTo(new byte[] { 0, 0, 0, 1, 1 }));
        Assert.That(EntryBundle.TryRead(bundle, out var read), Is.True);
        Assert.That(read.Select(entry => entry.ToArray()), Is.EqualTo(entries));
        Assert.That(EntryBundle.TryRead(bundle.AsMemory(..^1), out _), Is.False);
        Assert.That(EntryBundle.TryRead(new byte[] { 0 }, out _), Is.False);
        Assert.That(EntryBundle.TryRead(new byte[257 * 2], out _), Is.False, "more than a bundle has");
    }
}
