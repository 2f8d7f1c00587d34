using System.Collections.Concurrent;
using Certificates.Core;
using Certificates.Core.Lifecycle;
using Certificates.Core.Recovery;
using Certificates.Core.Register;
using Certificates.Core.Register.Sealing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Certificates.Tests.Data;

/// <summary>Changes of certificates: many at once, and two at once.</summary>
internal abstract partial class StorageContract
{
    private string? _journal;

    [TearDown]
    public void ForgetJournal()
    {
        if (_journal is not null)
        {
            Directory.Delete(_journal, recursive: true);
            _journal = null;
        }
    }

    [Test]
    public async Task Decision_RacedByEight_IsOneKeys()
    {
        await AddInstitutionAsync();
        var store = new ChangeRequestStore(Register);
        var id = await store.InsertAsync(Request, CancellationToken.None);
        var winners = new ConcurrentBag<long>();

        await RaceAsync(8, async i =>
        {
            var decision = new DecisionRecord(id, i, Now, "approved", null, null);
            if (await store.DecideAsync(decision, CancellationToken.None))
            {
                winners.Add(i);
            }
        });

        var kept = await store.FindAsync(id, 1, CancellationToken.None);
        Assert.That(winners, Has.Count.EqualTo(1));
        Assert.That((kept!.DecidedBy, kept.DecidedAt, kept.Decision, kept.PhotoCipher), Is.EqualTo(((long?)winners.Single(), (DateTimeOffset?)Now, "approved", default(byte[]))));
    }

    [Test]
    public async Task ChangeRequests_ListedByStateAndInstitution_AreThose()
    {
        await AddInstitutionAsync();
        var store = new ChangeRequestStore(Register);
        var ids = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await store.InsertAsync(Request, CancellationToken.None));
        }

        await store.DecideAsync(new DecisionRecord(ids[1], 9, Now, "refused", Hash(3), "key"), CancellationToken.None);
        var open = await store.ListAsync(1, isDecided: false, before: null, 10, CancellationToken.None);
        var decided = await store.ListAsync(null, isDecided: true, before: null, 10, CancellationToken.None);
        var behind = await store.ListAsync(null, isDecided: null, before: ids[2], 1, CancellationToken.None);

        Assert.That(open.Select(request => request.Id), Is.EqualTo(new[] { ids[2], ids[0] }));
        Assert.That(decided.Single().DecisionCipher, Is.EqualTo(Hash(3)));
        Assert.That(behind.Single().Id, Is.EqualTo(ids[1]));
        Assert.That(await store.ListAsync(2, null, null, 10, CancellationToken.None), Is.Empty);
        Assert.That((await store.FindAsync(ids[0], null, CancellationToken.None))!.PhotoCipher, Is.EqualTo(Hash(2)));
        Assert.That(await store.FindAsync(ids[0], 2, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Move_OfMany_ChangesEachWithItsEvent()
    {
        await AddInstitutionAsync();
        for (var i = 1; i <= 30; i++)
        {
            await AddCertificateAsync(i, $"SF2021{i:0000}");
        }

        var moved = await MoveAsync([.. Enumerable.Range(1, 25).Select(i => (long)i)], CertificateStatus.Suspended);

        Assert.That(moved.Refusals, Is.Null);
        var after = await Changes().StandingsAsync([.. Enumerable.Range(1, 30).Select(i => (long)i)], CancellationToken.None);
        Assert.That(after.Count(standing => standing.Status == CertificateStatus.Suspended), Is.EqualTo(25));
        var told = (await new CertificateReader(Register, new BrokenSeals(Seals)).EventsAsync(25, CancellationToken.None)).Single();
        Assert.That(
            (told.Kind, told.At, told.ActorKeyId, told.SecondKeyId, told.Category, told.EvidenceHash),
            Is.EqualTo(("suspended", Now, (long?)7, default(long?), "complaint", default(byte[]))));
        Assert.That(told.TextCipher, Is.EqualTo(Hash(25)));
    }

    [Test]
    public async Task Move_RacedByFour_IsMadeByOne()
    {
        await AddInstitutionAsync();
        await AddCertificateAsync(1, "SF20210001");
        var made = new ConcurrentBag<bool>();

        await RaceAsync(4, async _ => made.Add((await MoveAsync([1], CertificateStatus.Revoked, from: CertificateStatus.Reserved)).Refusals is null));

        Assert.That(made.Count(each => each), Is.EqualTo(1));
        Assert.That(await new CertificateReader(Register, new BrokenSeals(Seals)).EventsAsync(1, CancellationToken.None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Move_ThatWouldDoubleALiveCertificate_IsRefusedAndKeepsNothing()
    {
        await AddInstitutionAsync();
        await AddCertificateAsync(1, "SF20210001");
        await MoveAsync([1], CertificateStatus.Revoked);
        await AddCertificateAsync(2, "SF20210002");
        await Register.ExecuteAsync(
            "UPDATE Certificate SET HolderKey = @key WHERE Id = 2", new { key = Hash(1) }, CancellationToken.None);

        var restored = await MoveAsync([1], CertificateStatus.Valid);

        Assert.That(restored.Refusals?.First.Code.Code, Is.EqualTo("certificate_exists"));
        var standing = (await Changes().ByNumbersAsync(["SF20210001"], CancellationToken.None)).Single();
        Assert.That(standing.Status, Is.EqualTo(CertificateStatus.Revoked));
        Assert.That(await new CertificateReader(Register, new BrokenSeals(Seals)).EventsAsync(1, CancellationToken.None), Has.Count.EqualTo(1));
    }

    private static ChangeRequestRecord Request(long id) => new()
    {
        Id = id,
        Kind = "correction",
        Target = "Z00011101042610000123J",
        InstitutionId = 1,
        Certificates = 1,
        Category = "data_error",
        NeedsAuthority = true,
        PayloadCipher = Hash(1),
        KeyId = "key",
        PhotoCipher = Hash(2),
        RequestedBy = 4,
        RequestedAt = Now,
    };

    /// <summary>Gives certificates a status as a change does: locked, looked at, moved.</summary>
    private Task<Result<string>> MoveAsync(long[] ids, CertificateStatus to, CertificateStatus? from = null)
    {
        var store = Changes();
        return store.WriteAsync<string>(
            async write =>
            {
                var (standings, _) = await store.LockAsync(write, ids, CancellationToken.None);
                if (from is { } wanted && standings.Any(standing => standing.Status != wanted))
                {
                    return new Refusal(RefusalCode.MoveNotAllowed, null, "It stands elsewhere.");
                }

                var events = ids.Select(id => new LifeEvent
                {
                    CertificateId = id,
                    Version = 1,
                    Kind = "suspended",
                    At = Now,
                    ActorKeyId = 7,
                    Category = "complaint",
                    TextCipher = Hash(id),
                    KeyId = "key",
                    Salt = new byte[16],
                    Leaf = Hash(id),
                });
                await store.MoveAsync(write, ids, new NewStatus(to, Now, "complaint"), events, CancellationToken.None);
                return "moved";
            },
            CancellationToken.None);
    }

    private LifecycleStore Changes()
    {
        _journal ??= Directory.CreateTempSubdirectory("certificates-journal-").FullName;
        var journal = new RecoveryJournal(_journal, NullLogger<RecoveryJournal>.Instance);
        var marks = new RecoveryMarks(new RecoveryStore(Register, SealStore), journal, NullLogger<RecoveryMarks>.Instance);
        return new LifecycleStore(Register, marks, SealStore);
    }
}
