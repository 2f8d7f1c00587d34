using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Lifecycle;
using Certificates.Core.Register;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Log;

/// <summary>What a leaf publishes and what it binds, read by the documented form alone.</summary>
internal sealed class LeafTests
{
    private TestIssuing _issuing = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 2)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task Leaf_OfAnIssue_HoldsTheSaltedHashesOfNumberAndRecord_AndNothingElseOfIt()
    {
        var version = (await _issuing.Get<CertificateReader>().ByIdsAsync([1], CancellationToken.None)).Single();
        var happened = (await _issuing.Get<CertificateReader>().EventsAsync(1, CancellationToken.None)).Single();
        var stored = (await LeavesAsync())[0];
        var leaf = Read(stored.Data);

        Assert.That(leaf[..2], Is.EqualTo(new object[] { 2L, "certificate" }));
        Assert.That(leaf[2], Is.EqualTo(SHA256.HashData([.. stored.Salt!, .. Encoding.UTF8.GetBytes(version.Number)])));
        Assert.That(leaf[3..5], Is.EqualTo(new object[] { "issued", happened.At.ToUnixTimeMilliseconds() }));
        Assert.That(leaf[5], Is.EqualTo(SHA256.HashData([.. stored.Salt!, .. Record(version, stored.Salt!, happened.Leaf, happened.EvidenceHash!)])));
        Assert.That(leaf, Has.Length.EqualTo(6));
        Assert.That(stored.Salt, Has.Length.EqualTo(16));
        Assert.That((stored.EventHash, stored.IsFirst), Is.EqualTo((happened.Leaf, 1L)));
    }

    [Test]
    public async Task Leaf_OfEachChange_StandsBehindIt_AndBindsWhereTheCertificateStandsThen()
    {
        await ChangeAsync(1, ChangeKind.Suspension, "complaint");
        await ChangeAsync(1, ChangeKind.Restoration, "other");
        await ChangeAsync(1, ChangeKind.Revocation, "cheating");
        var leaves = (await LeavesAsync()).Where(leaf => leaf.CertificateId == 1).ToList();
        var facts = await FactsAsync(1);

        Assert.That(leaves.Select(leaf => Read(leaf.Data)[3]), Is.EqualTo(new[] { "issued", "suspended", "restored", "revoked" }));
        Assert.That(leaves.Select(leaf => leaf.IsFirst), Is.EqualTo(new[] { 1L, 0L, 0L, 0L }));
        Assert.That(leaves.Select(leaf => IsRecordOf(leaf, facts)), Is.EqualTo(new[] { false, false, false, true }), "the last one is the record as it stands");
    }

    [TestCase("Certificate", "Status = 1")]
    [TestCase("Certificate", "StatusCategory = 'other'")]
    [TestCase("Certificate", "StatusChangedAt = '2026-11-23T02:00:00.001Z'")]
    [TestCase("Certificate", "Grade = 1")]
    [TestCase("Certificate", "AssessedOn = '2026-04-24'")]
    [TestCase("Certificate", "IssuedOn = '2026-11-22'")]
    [TestCase("Certificate", "Kind = 'P'")]
    [TestCase("Certificate", "Origin = 1")]
    [TestCase("Certificate", "PrintedKey = 'A1'")]
    [TestCase("CertificateVersion", "Name = '王伟'")]
    [TestCase("CertificateVersion", "HolderKey = x'00'")]
    [TestCase("CertificateVersion", "OccupationName = '别的'")]
    [TestCase("CertificateVersion", "OccupationCode = '2-02-38-01'")]
    [TestCase("CertificateVersion", "DirectionName = '别的'")]
    [TestCase("CertificateVersion", "InstitutionName = '别的'")]
    [TestCase("CertificateVersion", "LicenceIdentifier = 'x'")]
    [TestCase("CertificateVersion", "DocumentId = NULL")]
    [TestCase("Document", "FileHash = x'00'")]
    public async Task Record_OfARowThatWasEdited_IsNotTheOneInTheLeaf(string table, string edit)
    {
        await ChangeAsync(1, ChangeKind.Revocation, "cheating");
        var leaf = (await LeavesAsync()).Last(each => each.CertificateId == 1);
        Assert.That(IsRecordOf(leaf, await FactsAsync(1)), Is.True);
        await _issuing.EditAsync($"UPDATE {table} SET {edit} WHERE {(table == "CertificateVersion" ? "CertificateId" : "Id")} = 1");

        Assert.That(IsRecordOf(leaf, await FactsAsync(1)), Is.False);
    }

    [Test]
    public async Task Certificates_OfBeforeThereWasALog_AreEnteredOnce_WithTheLeavesOfAllTheirEvents()
    {
        await ChangeAsync(2, ChangeKind.Suspension, "complaint");
        await _issuing.EditAsync("DELETE FROM LogLeaf");
        await ChangeAsync(2, ChangeKind.Revocation, "cheating");
        var first = await _issuing.Get<EnteredLeaves>().EnterAsync(CancellationToken.None);
        var again = await _issuing.Get<EnteredLeaves>().EnterAsync(CancellationToken.None);
        var leaves = await LeavesAsync();
        var events = await _issuing.Get<CertificateReader>().EventsAsync(2, CancellationToken.None);

        Assert.That((first, again), Is.EqualTo((2, 0)));
        Assert.That(leaves.Select(leaf => (leaf.CertificateId, Read(leaf.Data)[3], leaf.IsFirst)),
            Is.EqualTo(new (long?, object, long)[] { (2, "revoked", 0), (1, "entered", 1), (2, "entered", 1) }));
        Assert.That(leaves[2].EventHash, Is.EqualTo(SHA256.HashData([.. events.SelectMany(happened => happened.Leaf)])));
        Assert.That(events, Has.Count.EqualTo(3));
        Assert.That(IsRecordOf(leaves[2], await FactsAsync(2)), Is.True);
    }

    [TestCase("UPDATE LogLeaf SET Data = x'00' WHERE Id = 1")]
    [TestCase("UPDATE LogLeaf SET Salt = x'00' WHERE Id = 1")]
    [TestCase("UPDATE LogLeaf SET LeafIndex = 7 WHERE Id = 1")]
    [TestCase("UPDATE LogLeaf SET LeafIndex = NULL WHERE Id = 1")]
    [TestCase("DELETE FROM LogLeaf WHERE Id = 1")]
    [TestCase("DELETE FROM LogCheckpoint")]
    [TestCase("UPDATE LogCheckpoint SET Note = ''")]
    public async Task Register_OfAPlacedLeaf_ChangesAndDeletesNothing(string statement)
    {
        await _issuing.SequenceAsync();

        Assert.That(() => _issuing.Get<Database>().ExecuteAsync(statement, null, CancellationToken.None), Throws.Exception.With.Message.Contains("append-only"));
    }

    private static bool IsRecordOf(StoredLeaf leaf, LoggedFacts facts) =>
        SHA256.HashData([.. leaf.Salt!, .. facts.Record(leaf.Salt, leaf.EventHash)]).AsSpan().SequenceEqual((byte[])Read(leaf.Data)[5]);

    /// <summary>The record as docs/trust.md lists it, written item by item.</summary>
    private static byte[] Record(VersionRecord version, byte[] salt, byte[] eventLeaf, byte[] fileHash)
    {
        byte[] hidden = SHA256.HashData([.. salt, .. version.HolderKey, .. Encoding.ASCII.GetBytes($"{version.AssessedOn:yyyy-MM-dd}")]);
        object?[] items =
        [
            1L, version.Number, null, version.Version, "grade", "issued", version.Name, version.OccupationCode, version.OccupationName,
            version.DirectionName, "senior", version.InstitutionCode, version.InstitutionName, $"{version.IssuedOn:yyyy-MM-dd}", version.LicenceIdentifier,
            "valid", version.StatusChangedAt.ToUnixTimeMilliseconds(), null, fileHash, hidden, eventLeaf,
        ];
        return [.. Head(4, items.Length), .. items.SelectMany(Item)];
    }

    private static byte[] Item(object? item) => item switch
    {
        null => [0xF6],
        long number => Head(0, number),
        string text when Encoding.UTF8.GetBytes(text) is var bytes => [.. Head(3, bytes.Length), .. bytes],
        byte[] bytes => [.. Head(2, bytes.Length), .. bytes],
        _ => throw new ArgumentException("No such item.", nameof(item)),
    };

    /// <summary>RFC 8949, 3: the major type and the shortest argument.</summary>
    private static byte[] Head(int type, long argument) => argument switch
    {
        < 24 => [(byte)((type << 5) | (int)argument)],
        < 256 => [(byte)((type << 5) | 24), (byte)argument],
        < 65_536 => [(byte)((type << 5) | 25), (byte)(argument >> 8), (byte)argument],
        _ => [(byte)((type << 5) | 27), .. BitConverter.GetBytes(argument).Reverse()],
    };

    private static object[] Read(byte[] data)
    {
        var reader = new CborReader(data, CborConformanceMode.Canonical);
        var items = new object[reader.ReadStartArray()!.Value];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = reader.PeekState() switch
            {
                CborReaderState.UnsignedInteger => reader.ReadInt64(),
                CborReaderState.TextString => reader.ReadTextString(),
                _ => reader.ReadByteString(),
            };
        }

        return items;
    }

    private async Task<IReadOnlyList<StoredLeaf>> LeavesAsync() => await _issuing.Get<Database>().QueryAsync<StoredLeaf>(
        "SELECT CertificateId, IsFirst, Salt, EventHash, Data FROM LogLeaf WHERE Salt IS NOT NULL ORDER BY Id", null, CancellationToken.None);

    private async Task<LoggedFacts> FactsAsync(long id) => (await _issuing.Get<Database>().WriteAsync(
        write => LoggedFacts.ReadAsync(write, [id], CancellationToken.None), CancellationToken.None))[id];

    private async Task ChangeAsync(long id, ChangeKind kind, string category)
    {
        var made = await _issuing.Get<ApiKeys>().CreateAsync(ApiKeyRole.Authority, null, "tests", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out _), Is.True);
        var version = (await _issuing.Get<CertificateReader>().ByIdsAsync([id], CancellationToken.None)).Single();
        Assert.That(CertificateNumber.TryParse(version.Number, out var number, out _), Is.True);
        Assert.That(ChangeGround.Read(category, "a reason", null).TryGet(out var ground, out _), Is.True);
        var changed = await _issuing.Get<CertificateChanges>().ChangeAsync(kind, ChangeTarget.Of(number!), ground!, key.Key, CancellationToken.None);
        Assert.That(changed.TryGet(out _, out var refusals), Is.True, refusals?.First.Message);
    }

    private sealed class StoredLeaf
    {
        public long? CertificateId { get; init; }
        public required long IsFirst { get; init; }
        public byte[]? Salt { get; init; }
        public byte[]? EventHash { get; init; }
        public required byte[] Data { get; init; }
    }
}
