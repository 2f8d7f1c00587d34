using Certificates.Core.Copies;
using Certificates.Core.Data;
using Certificates.Core.Register;
using Certificates.Core.Register.Sealing;
using Certificates.Core.Reports;
using Certificates.Core.Style;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Bulk;
using Certificates.Core.Verifying.Guarding;
using Certificates.Core.Verifying.Sessions;

namespace Certificates.Tests.Data;

/// <summary>The verification site's desk, and the values that stand in both.</summary>
internal abstract partial class StorageContract
{
    [Test]
    public async Task Attempts_CountedBySixAtOnce_AreAllCounted()
    {
        var attempts = new DeskAttempts(Desk);

        await RaceAsync(6, async _ =>
        {
            for (var i = 0; i < 5; i++)
            {
                await attempts.AddAsync([Attempt(1, 1), Attempt(2, 2)], CancellationToken.None);
            }
        });

        async Task<IEnumerable<long>> CountAsync(int leastOfHour) => (await attempts.UsedUpAsync(Now, leastOfHour, Now.AddHours(-8), 1, CancellationToken.None))
            .Select(count => count.Count);
        Assert.That(await CountAsync(1), Is.EquivalentTo(new[] { 30, 60 }));
        Assert.That(await CountAsync(31), Is.EqualTo(new[] { 60 }));
        Assert.That((await attempts.AddAsync([Attempt(1, 1)], CancellationToken.None)).Single().Count, Is.EqualTo(31));
        await attempts.ForgetAsync(Now.AddSeconds(1), CancellationToken.None);
        Assert.That(await CountAsync(1), Is.Empty);

        AttemptRecord Attempt(long subject, int by) => new() { KeyHash = Hash(subject), WindowStart = Now, Count = by };
    }

    [Test]
    public async Task Quota_OfADay_IsNeverOverdrawn()
    {
        var runs = new DeskCheckRuns(Desk);
        var taken = 0;

        await RaceAsync(4, async _ =>
        {
            for (var i = 0; i < 5; i++)
            {
                if (await runs.TakeQuotaAsync(1, new DateOnly(2026, 11, 25), 10, 95, CancellationToken.None))
                {
                    Interlocked.Increment(ref taken);
                }
            }
        });

        Assert.That(taken, Is.EqualTo(9));
        Assert.That(await runs.TakeQuotaAsync(1, new DateOnly(2026, 11, 26), 10, 95, CancellationToken.None), Is.True);
    }

    [Test]
    public async Task AnsweredRows_OfAKeysDay_AddUp()
    {
        var runs = new DeskCheckRuns(Desk);
        var day = new DateOnly(2026, 11, 25);
        var none = await runs.AnsweredAsync(1, day, CancellationToken.None);

        await RaceAsync(4, async _ => await runs.AddAnsweredAsync(1, day, 500, 7, CancellationToken.None));
        await runs.AddAnsweredAsync(1, day.AddDays(1), 1, 1, CancellationToken.None);
        var all = await runs.AnsweredAsync(1, day, CancellationToken.None);

        Assert.That(((none.Answered, none.Missed), (all.Answered, all.Missed)), Is.EqualTo(((0L, 0L), (2000L, 28L))));
    }

    [Test]
    public async Task HolderSession_Ended_IsFoundNoMoreAndForgottenInTime()
    {
        var sessions = new DeskHolderSessions(Desk);
        await sessions.InsertAsync(Session(1), CancellationToken.None);
        await sessions.InsertAsync(Session(2), CancellationToken.None);
        await sessions.SeeAsync(Hash(1), Now.AddMinutes(5), CancellationToken.None);
        await sessions.EndAsync(Hash(2), Now, CancellationToken.None);

        var seen = await sessions.FindAsync(Hash(1), CancellationToken.None);
        Assert.That(
            (seen!.CertificateId, seen.Version, seen.ClaimGeneration, seen.MadeAt, seen.LastSeenAt, seen.EndsAt),
            Is.EqualTo((5L, 2L, 3L, Now, Now.AddMinutes(5), Now.AddHours(1))));
        Assert.That(await sessions.FindAsync(Hash(2), CancellationToken.None), Is.Null);
        await sessions.ForgetAsync(Now.AddHours(2), CancellationToken.None);
        Assert.That(await sessions.FindAsync(Hash(1), CancellationToken.None), Is.Null);

        HolderSessionRecord Session(long n) => new()
        {
            Hash = Hash(n),
            CertificateId = 5,
            Version = 2,
            ClaimGeneration = 3,
            MadeAt = Now,
            LastSeenAt = Now,
            EndsAt = Now.AddHours(1),
        };
    }

    [Test]
    public async Task Orders_AreKeptUpToTheirLimit_AnsweredOnceAndForgotten()
    {
        var orders = new DeskOrders(Desk);
        OrderRecord Order(int n, string kind, long version = 1) => new()
        {
            Id = $"00000000-0000-7000-8000-00000000000{n}",
            CertificateId = 5,
            Version = version,
            Kind = kind,
            OrderedAt = Now,
            EndsAt = Now.AddDays(n),
            Purpose = kind == "copy" ? "job" : null,
            WordsCipher = kind == "copy" ? [1, 2] : null,
            WordsKeyId = kind == "copy" ? "key" : null,
        };
        var kept = (bool[])
        [
            await orders.InsertAsync(Order(1, "credential"), 1, CancellationToken.None),
            await orders.InsertAsync(Order(2, "credential"), 1, CancellationToken.None),
            await orders.InsertAsync(Order(3, "credential", version: 2), 1, CancellationToken.None),
            await orders.InsertAsync(Order(4, "copy"), 1, CancellationToken.None),
            await orders.InsertAsync(Order(5, "copy", version: 2), 1, CancellationToken.None),
        ];
        var open = await orders.OpenAsync(Now, 2, CancellationToken.None);
        var answer = new OrderAnswer { Id = Order(4, "copy").Id, AnsweredAt = Now, BodyCipher = [3], BodyKeyId = "key", FileHash = Hash(1), CodeHash = Hash(2) };
        var answered = (await orders.AnswerAsync(answer, CancellationToken.None), await orders.AnswerAsync(answer, CancellationToken.None));
        var copy = (await orders.ListAsync([5, 6], Now, CancellationToken.None)).Single(order => order.Kind == "copy");
        var (body, others) = (
            await orders.BodyAsync(copy.Id, [5], Now, CancellationToken.None), await orders.BodyAsync(copy.Id, [6], Now, CancellationToken.None));

        Assert.Multiple(() =>
        {
            Assert.That(kept, Is.EqualTo(new[] { true, false, true, true, false }), "one credential a version, one copy a certificate");
            Assert.That(open.Select(order => order.Id), Is.EqualTo(new[] { Order(1, "").Id, Order(3, "").Id }), "oldest first");
            Assert.That(answered, Is.EqualTo((true, false)));
            Assert.That((copy.Purpose, copy.WordsCipher, copy.AnsweredAt, copy.EndsAt), Is.EqualTo(("job", new byte[] { 1, 2 }, (DateTimeOffset?)Now, Now.AddDays(4))));
            Assert.That((body?.BodyCipher, others), Is.EqualTo((new byte[] { 3 }, default(OrderBodyRecord))));
        });
        await orders.ForgetAsync(Now.AddDays(4).AddSeconds(1), CancellationToken.None);
        Assert.That(await orders.ListAsync([5], Now, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task ShareCode_ComesBackAsItWasKept_AndNoMoreThanTheLimit()
    {
        var codes = new DeskShareCodes(Desk);
        NewShareCodeRecord Code(long n) => new(Hash(n), 5, "职称评审", n == 1, Now, Now.AddDays(7));

        var kept = (bool[])
        [
            await codes.InsertAsync(Code(1), 2, CancellationToken.None),
            await codes.InsertAsync(Code(2), 2, CancellationToken.None),
            await codes.InsertAsync(Code(3), 2, CancellationToken.None),
        ];
        var found = await codes.FindAsync(Hash(1), CancellationToken.None);
        await codes.RecordUseAsync(found!.Id, Now.AddMinutes(1), CancellationToken.None);
        var all = await codes.ListAsync([5, 6], CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(kept, Is.EqualTo(new[] { true, true, false }));
            Assert.That((found.Purpose, found.WithPhoto, found.ExpiresAt, found.RevokedAt), Is.EqualTo(("职称评审", true, Now.AddDays(7), (DateTimeOffset?)null)));
            Assert.That(all.Select(code => (code.Uses, code.LastUsedAt, code.WithPhoto)), Is.EqualTo(new[] { (0L, (DateTimeOffset?)null, false), (1L, Now.AddMinutes(1), true) }));
        });
        Assert.That(await codes.RevokeAsync(found.Id, [6], Now, CancellationToken.None), Is.False);
        Assert.That(await codes.RevokeAsync(found.Id, [5], Now, CancellationToken.None), Is.True);
    }

    /// <summary>Whoever counts before it writes waits for the others: a snapshot of what is committed shows nobody else's row.</summary>
    [Test]
    public async Task ShareCodesAndReports_MadeByManyAtOnce_StayWithinTheirLimit()
    {
        var (codes, reports) = (new DeskShareCodes(Desk), new DeskMistakeReports(Desk));
        var (kept, told) = (0, 0);

        await RaceAsync(6, async runner =>
        {
            for (var i = 1; i <= 3; i++)
            {
                var hash = Hash((10 * runner) + i);
                var isKept = await codes.InsertAsync(new NewShareCodeRecord(hash, 5, "x", false, Now, Now.AddDays(7)), 3, CancellationToken.None);
                var isTold = await reports.InsertAsync(Report((10 * runner) + i), 3, CancellationToken.None);
                Interlocked.Add(ref kept, isKept ? 1 : 0);
                Interlocked.Add(ref told, isTold ? 1 : 0);
            }
        });

        Assert.That((await codes.ListAsync([5], CancellationToken.None)).Count, Is.EqualTo(3));
        Assert.That((await reports.ListAsync([5L], CancellationToken.None)).Count, Is.EqualTo(3));
        Assert.That((kept, told), Is.EqualTo((3, 3)));
    }

    [Test]
    public async Task MistakeReport_AnsweredByTwo_KeepsTheFirstAnswer()
    {
        var reports = new DeskMistakeReports(Desk);
        await reports.InsertAsync(Report(1), 3, CancellationToken.None);
        MistakeAnswerRecord Answer(int n) => new(ReportId(1), Hash(n), "k2", Now.AddHours(n), n);

        var kept = (bool[])[await reports.AnswerAsync(Answer(1), CancellationToken.None), await reports.AnswerAsync(Answer(2), CancellationToken.None)];
        var found = await reports.FindAsync(ReportId(1), 7, CancellationToken.None);

        Assert.That(kept, Is.EqualTo(new[] { true, false }));
        Assert.That(
            (found!.Id, found.CertificateId, found.InstitutionId, found.Item, found.KeyId, found.At, found.AnswerKeyId, found.AnsweredAt),
            Is.EqualTo((ReportId(1), 5L, 7L, "name", "k", Now, "k2", (DateTimeOffset?)Now.AddHours(1))));
        Assert.That((found.TextCipher, found.AnswerCipher), Is.EqualTo((Hash(1), Hash(1))));
        Assert.That(await reports.FindAsync(ReportId(1), 8, CancellationToken.None), Is.Null);
        Assert.That(await reports.FindAsync(ReportId(1), null, CancellationToken.None), Is.Not.Null);
    }

    [Test]
    public async Task MistakeReport_BeyondThreeOpenOnes_IsNotKeptUntilOneIsAnswered()
    {
        var reports = new DeskMistakeReports(Desk);
        var kept = new List<bool>();
        for (var n = 1; n <= 4; n++)
        {
            kept.Add(await reports.InsertAsync(Report(n), 3, CancellationToken.None));
        }

        kept.Add(await reports.InsertAsync(Report(5, certificateId: 6), 3, CancellationToken.None));
        await reports.AnswerAsync(new MistakeAnswerRecord(ReportId(2), Hash(9), "k", Now, 1), CancellationToken.None);
        kept.Add(await reports.InsertAsync(Report(6), 3, CancellationToken.None));

        Assert.That(kept, Is.EqualTo(new[] { true, true, true, false, true, true }));
        Assert.That(
            (await reports.ListAsync([5L], CancellationToken.None)).Select(report => report.Id), Is.EqualTo(new[] { ReportId(6), ReportId(3), ReportId(2), ReportId(1) }));
    }

    [Test]
    public async Task MistakeReports_ListedByStateAndInParts_AreOneInstitutionsNewestFirst()
    {
        var reports = new DeskMistakeReports(Desk);
        for (var n = 1; n <= 5; n++)
        {
            await reports.InsertAsync(Report(n, certificateId: n, institutionId: n == 3 ? 8 : 7), 3, CancellationToken.None);
        }

        await reports.AnswerAsync(new MistakeAnswerRecord(ReportId(4), Hash(9), "k", Now, 1), CancellationToken.None);
        async Task<IEnumerable<string>> ListAsync(long? institutionId, bool? isAnswered, string? before, int limit) =>
            (await reports.ListAsync(institutionId, isAnswered, before, limit, CancellationToken.None)).Select(report => report.Id[^1..]);

        Assert.That(await ListAsync(7, null, null, 2), Is.EqualTo(new[] { "5", "4" }));
        Assert.That(await ListAsync(7, null, ReportId(4), 9), Is.EqualTo(new[] { "2", "1" }));
        Assert.That(await ListAsync(7, false, null, 9), Is.EqualTo(new[] { "5", "2", "1" }));
        Assert.That(await ListAsync(null, false, null, 9), Is.EqualTo(new[] { "5", "3", "2", "1" }));
        Assert.That(await ListAsync(null, true, null, 9), Is.EqualTo(new[] { "4" }));
    }

    /// <summary>The issuing service may be there before the site, or without one.</summary>
    [Test]
    public async Task MistakeReports_OfADeskThatNobodyBroughtUp_AreNone()
    {
        await using var fresh = NewFixture();
        var register = fresh.Open();
        await Migrator.MigrateAsync(register, CancellationToken.None);
        var dialect = fresh.Open(isDesk: true);
        var reports = new DeskMistakeReports(new Database(dialect));

        Assert.That(await reports.ListAsync(7, false, null, 9, CancellationToken.None), Is.Empty);
        Assert.That(await reports.FindAsync(ReportId(1), 7, CancellationToken.None), Is.Null);

        await Migrator.MigrateAsync(dialect, CancellationToken.None);
        Assert.That(await reports.InsertAsync(Report(1), 3, CancellationToken.None), Is.True);
        (dialect as IDisposable)?.Dispose();
        (register as IDisposable)?.Dispose();
    }

    [Test]
    public async Task DataProtectionKey_KeptTwice_TheFirstStands()
    {
        var keys = new DeskDataProtectionKeys(Desk);

        await keys.InsertAsync("key-1", "<first/>", CancellationToken.None);
        await keys.InsertAsync("key-1", "<second/>", CancellationToken.None);

        Assert.That((await keys.ListAsync(CancellationToken.None)).Select(key => (key.Name, key.Xml)), Is.EqualTo(new[] { ("key-1", "<first/>") }));
    }

    [Test]
    public async Task CheckRun_WithoutAKey_ComesBackAsItWasKept()
    {
        var runs = new DeskCheckRuns(Desk);
        var run = new CheckRunRecord { Purpose = "录用", ListHash = Hash(3), Rows = 20, Valid = 19, NotFound = 1, At = Now };

        await runs.InsertAsync(run, CancellationToken.None);
        var kept = (await runs.ListAsync(CancellationToken.None)).Single();

        Assert.That((kept.KeyId, kept.Purpose, kept.Rows, kept.Valid, kept.At), Is.EqualTo(((long?)null, "录用", 20L, 19L, Now)));
        Assert.That(kept.ListHash, Is.EqualTo(Hash(3)));
    }

    [TestCase(0)]
    [TestCase(8_001)]
    [TestCase(90_000)]
    public async Task Document_OfAnyLength_ComesBackByteForByte(int length)
    {
        var body = Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray();
        var style = await new StyleStore(Register).KeepAsync(new StyleRecord("Z", "GRADE-2021.1", Hash(1), body), CancellationToken.None);
        string[] columns = ["Id", "StyleId", "FileHash", "Length", "KeyId", "BodyCipher"];
        await Register.WriteAsync(
            async write =>
            {
                await Register.Dialect.InsertAsync(write.Transaction, "Document", columns, Enumerable.Range(1, 20).Select(Values), CancellationToken.None);
                return true;
            },
            CancellationToken.None);

        var document = await new CertificateReader(Register, new BrokenSeals(Seals)).DocumentAsync(13, CancellationToken.None);

        Assert.That(document!.BodyCipher, Is.EqualTo(body));
        Assert.That(document.Skeleton, Is.EqualTo(body));
        Assert.That(await new CertificateReader(Register, new BrokenSeals(Seals)).DocumentIdAsync(Hash(13), CancellationToken.None), Is.EqualTo(13));
        Assert.That(await new StyleStore(Register).VersionOfAsync(13, CancellationToken.None), Is.EqualTo("GRADE-2021.1"));
        Assert.That(await new StyleStore(Register).VersionOfAsync(99, CancellationToken.None), Is.Null);

        object?[] Values(int id) => [(long)id, style, Hash(id), (long)length, "k", body];
    }

    [Test]
    public async Task Certificate_FoundByHolderAmongMany_IsTheLiveOne()
    {
        await AddInstitutionAsync();
        await AddCertificateAsync(1, "Z00011101042610000123J");

        var live = await new CertificateReader(Register, new BrokenSeals(Seals)).LiveAsync([Hash(1), .. Enumerable.Range(100, 400).Select(i => Hash(i))], CancellationToken.None);

        Assert.That(live.Single().Number, Is.EqualTo("Z00011101042610000123J"));
        Assert.That(await new NumberReader(Register).FindAsync(["Z00011101042610000123J", "Z"], CancellationToken.None), Has.Count.EqualTo(1));
    }

    private static string ReportId(int n) => $"01936000-0000-7000-8000-{n:D12}";

    private static NewMistakeReportRecord Report(int n, long certificateId = 5, long institutionId = 7) =>
        new(ReportId(n), certificateId, institutionId, "name", Hash(n), "k", Now);
}
