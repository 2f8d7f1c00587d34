using Certificates.Core.Log.Tree;
using Certificates.Tests.Log.Outsider;

namespace Certificates.Tests.Log;

internal sealed class TreeTests
{
    [Test]
    public void Hashes_AreThoseOfRfc6962()
    {
        Assert.That(Hex(MerkleHash.Empty), Is.EqualTo(Vectors.EmptyRoot));
        Assert.That(Hex(MerkleHash.Leaf("L123456"u8)), Is.EqualTo("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"));
        Assert.That(Hex(MerkleHash.Node(Convert.FromHexString(Vectors.Roots[0]), MerkleHash.Leaf([0]))), Is.EqualTo(Vectors.Roots[1]));
    }

    [Test]
    public void Roots_OfTheKnownLeaves_AreThoseOfCertificateTransparency()
    {
        Assert.That(Hex(new TreeEdge().Root()), Is.EqualTo(Vectors.EmptyRoot));
        Assert.That(Enumerable.Range(1, 8).Select(size => Hex(GrownTree.Of(Vectors.Leaves.Take(size)).Edge.Root())), Is.EqualTo(Vectors.Roots));
        Assert.That(Enumerable.Range(1, 8).Select(size => Hex(RfcTree.Root([.. Vectors.Leaves.Take(size).Select(RfcTree.LeafHash)]))), Is.EqualTo(Vectors.Roots));
    }

    [Test]
    public void Proofs_OfTheKnownLeaves_AreThoseOfCertificateTransparency()
    {
        var tiles = GrownTree.Of(Vectors.Leaves).Tiles;
        Assert.Multiple(() =>
        {
            foreach (var (leaf, size, proof) in Vectors.Inclusion)
            {
                Assert.That(TileHashes.RootsOf(LeafRange.InclusionProof(leaf, size), tiles).Select(Hex), Is.EqualTo(proof), $"leaf {leaf} of {size}");
            }

            foreach (var (former, size, proof) in Vectors.Consistency)
            {
                Assert.That(TileHashes.RootsOf(LeafRange.ConsistencyProof(former, size), tiles).Select(Hex), Is.EqualTo(proof), $"{former} to {size}");
            }
        });
    }

    [Test]
    public async Task Edge_AtAnySize_HasTheRootOfTheDefinition_AlsoReadAnew([Values(1, 255, 256, 257, 511, 65_535, 65_536, 65_537, 70_000)] int size)
    {
        var tree = GrownTree.OfSize(size);
        var root = tree.Edge.Root();
        await tree.ReadAgainAsync();

        Assert.That(root, Is.EqualTo(RfcTree.Root(tree.Leaves)));
        Assert.That(tree.Edge.Root(), Is.EqualTo(root));
        tree.Append([1]);
        Assert.That(tree.Edge.Root(), Is.EqualTo(RfcTree.Root(tree.Leaves)), "one leaf on");
    }

    /// <summary>"A tree of size 70,000 will be represented by…" (C2SP tlog-tiles, Partial Tiles).</summary>
    [Test]
    public void Tiles_OfATree_AreThoseThatTheSpecificationCounts()
    {
        var tiles = GrownTree.OfSize(70_000).Tiles;
        var widths = tiles.GroupBy(tile => tile.Key.Level)
            .ToDictionary(level => level.Key, level => string.Join(' ', level.OrderBy(tile => tile.Key.Number).Select(tile => tile.Value.Length / 32).Where(width => width < 256)));

        Assert.That(tiles.Keys.Count(tile => tile.Level == 0), Is.EqualTo(274));
        Assert.That(widths, Is.EquivalentTo(new Dictionary<int, string> { [0] = "112", [1] = "17", [2] = "1" }));
        Assert.That(tiles.Select(tile => TileId.WidthIn(tile.Key, 70_000)), Is.EqualTo(tiles.Select(tile => tile.Value.Length / 32)));
        Assert.That(GrownTree.OfSize(256).Tiles.Select(tile => (tile.Key.Level, tile.Value.Length / 32)), Is.EquivalentTo(new[] { (0, 256), (1, 1) }));
    }

    [Test]
    public void Proofs_OfEverySmallTree_AreThoseOfTheDefinition_AndAreBelieved()
    {
        var tree = GrownTree.OfSize(66);
        var tiles = tree.Tiles;
        for (var size = 1; size <= 66; size++)
        {
            var (leaves, root) = (tree.Leaves[..size], RfcTree.Root(tree.Leaves[..size]));
            for (var i = 0; i < size; i++)
            {
                var proof = TileHashes.RootsOf(LeafRange.InclusionProof(i, size), tiles);
                Assert.That(proof, Is.EqualTo(RfcTree.Path(i, leaves)));
                Assert.That(RfcProofs.Includes(root, size, leaves[i], i, proof), Is.True);
                var grown = TileHashes.RootsOf(LeafRange.ConsistencyProof(i + 1, size), tiles);
                Assert.That(grown, Is.EqualTo(RfcTree.Proof(i + 1, leaves)));
                Assert.That(RfcProofs.IsConsistent(i + 1, RfcTree.Root(leaves[..(i + 1)]), size, root, grown), Is.True);
            }
        }
    }

    [Test]
    public void Proofs_OverManyTiles_AreBelieved_AndNameTheTilesTheyNeed([Values(0, 255, 256, 65_535, 65_536, 69_999)] int index)
    {
        const int size = 70_000;
        var tree = GrownTree.OfSize(size);
        var (ranges, root) = (LeafRange.InclusionProof(index, size), RfcTree.Root(tree.Leaves));
        var (needed, all) = (TileHashes.TilesOf(ranges), tree.Tiles);
        var proof = TileHashes.RootsOf(ranges, needed.ToDictionary(tile => tile, tile => all[tile]));
        var grown = TileHashes.RootsOf(LeafRange.ConsistencyProof(index + 1, size), all);

        Assert.That(needed, Has.Count.LessThanOrEqualTo(6));
        Assert.That(RfcProofs.Includes(root, size, tree.Leaves[index], index, proof), Is.True);
        Assert.That(RfcProofs.Includes(root, size, tree.Leaves[(index + 1) % size], index, proof), Is.False);
        Assert.That(RfcProofs.IsConsistent(index + 1, RfcTree.Root(tree.Leaves[..(index + 1)]), size, root, grown), Is.True);
    }

    [Test]
    public void Tile_ThatIsMissingOrTooShort_IsNamed()
    {
        var tree = GrownTree.OfSize(300);
        var tiles = tree.Tiles;
        tiles[new TileId(0, 1)] = tiles[new TileId(0, 1)][..32];

        Assert.That(() => TreeEdge.ReadAsync(300, id => Task.FromResult(tiles.GetValueOrDefault(id))), Throws.TypeOf<InvalidDataException>().With.Message.Contains("Tile 0/1"));
        Assert.That(() => TileHashes.RootsOf(LeafRange.InclusionProof(0, 300), tiles), Throws.TypeOf<InvalidDataException>().With.Message.Contains("Tile 0/1"));
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
