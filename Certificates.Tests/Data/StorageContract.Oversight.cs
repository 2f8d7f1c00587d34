using System.Collections.Concurrent;
using Certificates.Core.Intake;
using Certificates.Core.Oversight;
using Certificates.Core.Register;
using Certificates.Core.Register.StatusLists;

namespace Certificates.Tests.Data;

/// <summary>What watches over the issuing: reconciliation, numbers that files name, self-checks.</summary>
internal abstract partial class StorageContract
{
    private static readonly DateOnly Night = new(2026, 11, 25);

    [Test]
    public async Task Reconciliation_OfABatch_CountsRowsByOutcomeAndFindsNoCertificate()
    {
        await AddInstitutionAsync();
        var batch = await StoreAsync("00000000-0000-7000-8000-000000000001", rows: 30);
        var store = new ReconciliationStore(Register);

        var read = await store.ReadAsync(Now, Now.AddMilliseconds(1), 1, CancellationToken.None);
        var before = await store.ReadAsync(Now.AddDays(-1), Now, null, CancellationToken.None);
        var others = await store.ReadAsync(Now, Now.AddDays(1), 2, CancellationToken.None);

        var counted = read.Received.Single();
        Assert.That(
            (counted.BatchId, counted.ReceivedAt, counted.Origin, counted.Outcome, counted.Count),
            Is.EqualTo((batch.Id, Now, CertificateOrigin.Issued, RowOutcome.Pending, 30L)));
        Assert.That((read.Stored.Count, read.WithoutBatch.Count, before.Received.Count, others.Received.Count), Is.EqualTo((0, 0, 0, 0)));
    }

    [Test]
    public async Task StatusList_SignedByTwo_TheFirstStandsForAMinute()
    {
        var store = new StatusListStore(Register);
        var before = (SignedAt: await store.SignedAtAsync(CancellationToken.None), Body: await store.BodyAsync(CancellationToken.None));
        var first = await store.KeepAsync([1, 2, 3], Now, Now.AddSeconds(-55), CancellationToken.None);
        var second = await store.KeepAsync([4], Now.AddSeconds(1), Now.AddSeconds(-54), CancellationToken.None);
        var kept = (SignedAt: await store.SignedAtAsync(CancellationToken.None), Body: await store.BodyAsync(CancellationToken.None));
        var next = await store.KeepAsync([5], Now.AddMinutes(1), Now.AddSeconds(5), CancellationToken.None);

        Assert.That((before.SignedAt, before.Body), Is.EqualTo(((DateTimeOffset?)null, (byte[]?)null)));
        Assert.That((first, second, next, kept.SignedAt), Is.EqualTo((true, false, true, (DateTimeOffset?)Now)));
        Assert.That(kept.Body, Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That((await store.EndedAsync(CancellationToken.None)).Count + (await store.InForceAsync(0, 10, CancellationToken.None)).Count, Is.Zero);
    }

    [Test]
    public async Task CredentialPlaces_OfVersions_AreDrawnByChanceAndStay()
    {
        await AddInstitutionAsync();
        long[] certificates = [.. Enumerable.Range(1, 12)];
        foreach (var id in certificates)
        {
            await AddCertificateAsync(id, $"Z{id:000}");
        }

        var store = new CredentialListStore(Register);
        var drawn = new ConcurrentDictionary<long, long>();
        await Task.WhenAll(certificates.Chunk(4).Select(async part =>
        {
            foreach (var id in part)
            {
                drawn[id] = (await store.PlaceAsync(id, 1, CancellationToken.None)).Position;
            }
        }));
        var again = await store.PlaceAsync(certificates[0], 1, CancellationToken.None);
        var next = await store.PlaceAsync(certificates[0], 2, CancellationToken.None);

        Assert.That((again.ListId, again.Position), Is.EqualTo((1L, drawn[certificates[0]])));
        Assert.That(drawn.Values.Append(next.Position), Is.Unique.And.All.InRange(0L, 131_071L));
        Assert.That(drawn.Values, Is.Not.Ordered, "a place says nothing of when it was taken");
        Assert.That((await store.ListsAsync(CancellationToken.None)).Single().SignedAt, Is.Null);
        Assert.That(await store.SetAsync(1, CancellationToken.None), Does.Contain(next.Position), "that version is not in force");
        await store.KeepAsync(1, [1, 2], new byte[32], Now, CancellationToken.None);
        Assert.That(await store.BodyAsync(1, CancellationToken.None), Is.EqualTo(new byte[] { 1, 2 }));
    }

    [Test]
    public async Task Numbers_InNoCertificate_AreNotFoundHoweverMany()
    {
        var numbers = Enumerable.Range(0, 1_200).Select(i => $"SF2021{i:000000}");

        Assert.That(await new NumberReader(Register).FindAsync(numbers, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task SelfCheck_OfADay_IsBegunByOneAndTakenOverWhenItDied()
    {
        var store = new SelfCheckStore(Register);
        var begun = new ConcurrentBag<bool>();
        await RaceAsync(4, async _ => begun.Add(await BeginAsync(Now)));

        Assert.That(begun.Count(did => did), Is.EqualTo(1));
        Assert.That(await store.LastAsync(CancellationToken.None), Is.Null, "none has ended");
        Assert.That(await BeginAsync(Now.AddHours(1)), Is.False);
        Assert.That(await BeginAsync(Now.AddHours(3)), Is.True);

        await store.EndAsync(
            new SelfCheckRecord { Day = Night, EndedAt = Now.AddHours(4), Checked = 500, Differences = 2, Certificates = "17,4711" }, CancellationToken.None);
        var last = (await store.LastAsync(CancellationToken.None))!;
        Assert.That((last.Day, last.EndedAt, last.Checked, last.Certificates), Is.EqualTo((Night, Now.AddHours(4), 500L, "17,4711")));
        Assert.That(await BeginAsync(Now.AddDays(3)), Is.False, "it has ended");

        async Task<bool> BeginAsync(DateTimeOffset now)
        {
            try
            {
                return await store.BeginAsync(Night, now, now.AddHours(-2), CancellationToken.None);
            }
            catch (System.Data.Common.DbException doubled) when (Register.Dialect.IsUniqueViolation(doubled))
            {
                return false;
            }
        }
    }
}
