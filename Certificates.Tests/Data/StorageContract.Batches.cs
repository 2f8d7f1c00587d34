using System.Collections.Concurrent;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Issuing;
using Certificates.Core.Register;

namespace Certificates.Tests.Data;

/// <summary>Batches, their rows, and the claims of those who work at them.</summary>
internal abstract partial class StorageContract
{
    private const string Rare = "𠮷𡈽 余敏静·Ä";

    [Test]
    public async Task Batch_WithManyRows_ComesBackAsItWasStored()
    {
        await AddInstitutionAsync();
        var stored = await StoreAsync("00000000-0000-7000-8000-000000000001", rows: 2_500);
        var store = new BatchStore(Register);

        var batch = await store.FindAsync(stored.Id, 1, CancellationToken.None);
        var rows = await store.RowsAsync(stored.Id, outcome: null, isHeld: null, after: 2_000, 1_000, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(batch!.FileName, Is.EqualTo(Rare));
            Assert.That(batch.ReceivedAt, Is.EqualTo(Now));
            Assert.That(batch.ContentHash, Is.EqualTo(Hash(7)));
            Assert.That(batch.PublicUntil, Is.Null);
            Assert.That(batch.Photos, Is.EqualTo("{\"sent\":1}"));
            Assert.That(rows.Select(row => row.Row), Is.EqualTo(Enumerable.Range(2_001, 500)));
            Assert.That(rows[0].CandidateNumber, Is.EqualTo(Rare + "2001"));
            Assert.That(rows[0].SentCipher, Is.EqualTo(Hash(2_001)));
        });
        Assert.That((await store.CountsAsync(batch!, CancellationToken.None)).Single().Count, Is.EqualTo(2_500));
    }

    [Test]
    public async Task Batch_SentByFourAtOnceUnderOneKey_IsStoredOnce()
    {
        await AddInstitutionAsync();
        var stored = new ConcurrentBag<string>();

        await RaceAsync(4, async i => stored.Add((await StoreAsync($"00000000-0000-7000-8000-00000000000{i}", rows: 20, "key")).Id));

        Assert.That(stored.Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(1));
        Assert.That(await new BatchStore(Register).ListAsync(1, null, null, 10, CancellationToken.None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Batches_ListedByPage_ComeNewestFirst()
    {
        await AddInstitutionAsync();
        for (var i = 1; i <= 3; i++)
        {
            await StoreAsync($"00000000-0000-7000-8000-00000000000{i}", rows: 1);
        }

        var store = new BatchStore(Register);
        var first = await store.ListAsync(1, null, null, 2, CancellationToken.None);
        var second = await store.ListAsync(null, null, first[^1].Id, 2, CancellationToken.None);

        Assert.That(first.Concat(second).Select(batch => batch.Id[^1]), Is.EqualTo("321"));
    }

    [Test]
    public async Task Claim_RacedByFour_GivesEachRowToOne()
    {
        await AddInstitutionAsync();
        await StoreAsync("00000000-0000-7000-8000-000000000001", rows: 300);
        var store = new IssuingStore(Register);
        var claimed = new ConcurrentBag<long>();

        await RaceAsync(4, async i =>
        {
            for (var group = 0; await ClaimAsync(store, $"{i}/{group}", Now, 20) is { Count: > 0 } rows; group++)
            {
                rows.ToList().ForEach(row => claimed.Add(row.Row));
            }
        });

        Assert.That(claimed.Order(), Is.EqualTo(Enumerable.Range(1, 300)));
    }

    [Test]
    public async Task Claim_TakesRowsInOrder_AndThoseOfTheDeadWhenTheirLeaseEnds()
    {
        await AddInstitutionAsync();
        await StoreAsync("00000000-0000-7000-8000-000000000001", rows: 30);
        var store = new IssuingStore(Register);

        var first = await ClaimAsync(store, "a", Now, 20);
        var rest = await ClaimAsync(store, "b", Now.AddSeconds(60), 20);
        var again = await ClaimAsync(store, "c", Now.AddSeconds(61), 20);

        Assert.Multiple(() =>
        {
            Assert.That(first.Select(row => row.Row), Is.EqualTo(Enumerable.Range(1, 20)));
            Assert.That(rest.Select(row => row.Row), Is.EqualTo(Enumerable.Range(21, 10)));
            Assert.That(again.Select(row => row.Row), Is.EqualTo(Enumerable.Range(1, 20)));
            Assert.That(again.Select(row => row.Attempts), Has.All.EqualTo(2));
            Assert.That(again[0].SentCipher, Is.EqualTo(Hash(1)));
            Assert.That(again[0].PhotoHash, Is.Null);
        });
    }

    [TestCase("UPDATE Batch SET Status = 0")]
    [TestCase("UPDATE Batch SET PublicUntil = @later")]
    [TestCase("UPDATE BatchRow SET HeldAt = @later")]
    [TestCase("UPDATE BatchRow SET Outcome = 3")]
    public async Task Claim_OfWhatIsNotDue_TakesNothing(string statement)
    {
        await AddInstitutionAsync();
        await StoreAsync("00000000-0000-7000-8000-000000000001", rows: 3);
        await Register.ExecuteAsync(statement, new { later = Now.AddDays(1) }, CancellationToken.None);

        Assert.That(await ClaimAsync(new IssuingStore(Register), "a", Now, 20), Is.Empty);
    }

    [Test]
    public async Task Batch_WhoseLastRowsEndInTwoWritesAtOnce_IsDone()
    {
        await AddInstitutionAsync();
        var batch = await StoreAsync("00000000-0000-7000-8000-000000000001", rows: 40);
        var store = new IssuingStore(Register);
        var groups = new List<(string Owner, IReadOnlyList<BatchRowRecord> Rows)>();
        for (var i = 0; i < 4; i++)
        {
            groups.Add(($"{i}", await ClaimAsync(store, $"{i}", Now, 10)));
        }

        await RaceAsync(4, i => store.WriteIdempotentAsync(
            async write =>
            {
                var ended = groups[i].Rows.Select(row => new EndedRow(row.Id, Core.Intake.RowOutcome.Rejected, "[]"));
                var count = await IssuingStore.EndRowsAsync(write, groups[i].Owner, ended, CancellationToken.None);
                Assert.That(count, Is.EqualTo(10));
                await BatchStore.EndAsync(write, [batch.Id], CancellationToken.None);
                return count;
            },
            CancellationToken.None));

        Assert.That((await new BatchStore(Register).FindAsync(batch.Id, null, CancellationToken.None))!.Status, Is.EqualTo(BatchStatus.Done));
    }

    [Test]
    public async Task Row_ThatAnotherTookOver_IsNotEnded()
    {
        await AddInstitutionAsync();
        await StoreAsync("00000000-0000-7000-8000-000000000001", rows: 3);
        var store = new IssuingStore(Register);
        var rows = await ClaimAsync(store, "dead", Now, 3);
        await ClaimAsync(store, "heir", Now.AddSeconds(61), 2);

        var count = await store.WriteIdempotentAsync(
            write => IssuingStore.EndRowsAsync(
                write, "dead", rows.Select(row => new EndedRow(row.Id, Core.Intake.RowOutcome.Rejected, null)), CancellationToken.None),
            CancellationToken.None);

        Assert.That(count, Is.EqualTo(1));
    }

    private static Task<IReadOnlyList<BatchRowRecord>> ClaimAsync(IssuingStore store, string owner, DateTimeOffset now, int limit) =>
        store.ClaimAsync(owner, now, now.AddSeconds(60), limit, CancellationToken.None);

    private Task<BatchRecord> StoreAsync(string id, int rows, string? idempotencyKey = null)
    {
        var batch = new BatchRecord
        {
            Id = id,
            Kind = CertificateKind.Grade,
            InstitutionId = 1,
            IdempotencyKey = idempotencyKey,
            ContentHash = Hash(7),
            FileName = Rare,
            ReceivedAt = Now,
            ReceivedBy = 1,
            Status = BatchStatus.Issuing,
            Photos = "{\"sent\":1}",
        };
        var photo = new PhotoRecord(Hash(9), [1, 2, 3], "k");
        return new BatchStore(Register).InsertAsync(batch, [photo], Enumerable.Range(1, rows).Select(Row), CancellationToken.None);

        BatchRowRecord Row(int number) => new()
        {
            BatchId = id,
            Row = number,
            CandidateNumber = $"{Rare}{number}",
            Outcome = Core.Intake.RowOutcome.Pending,
            SentCipher = Hash(number),
            KeyId = "k",
            HolderKey = number % 2 == 0 ? Hash(number) : null,
        };
    }
}
