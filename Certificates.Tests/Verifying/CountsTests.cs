using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Privacy;
using Certificates.Core.Verifying.Guarding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Certificates.Tests.Verifying;

internal sealed class CountsTests
{
    private static readonly Limit OfHour = new("hour", 20, TimeSpan.FromHours(1));
    private static readonly Limit OfDay = new("day", 20, TimeSpan.FromDays(1));
    private TestVerifying _verifying = null!;

    [OneTimeSetUp]
    public async Task OpenHouse() => _verifying = await TestVerifying.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseHouse() => await _verifying.DisposeAsync();

    [Test]
    public async Task CountAsync_OwnCounts_AreKnownAtOnceAndEndWithTheWindow()
    {
        using var counts = Open(_verifying.Get<DeskAttempts>());
        await AddAsync(counts, "own", 19);
        Assert.That(await CountAsync(counts, "own"), Is.LessThan(20));
        await AddAsync(counts, "own", 1);

        Assert.That(await CountAsync(counts, "own"), Is.EqualTo(20));
        Assert.That(await CountAsync(counts, "another"), Is.Zero);
        Assert.That(await AddAsync(counts, "own", 1), Is.EqualTo(21), "one more is not told");
        Assert.That(counts.Left(counts.Of(OfHour, "own")), Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromHours(1)));

        _verifying.Issuing.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await CountAsync(counts, "own"), Is.Zero);
    }

    [Test]
    public async Task CountAsync_CountsOfAnotherProcess_AreKnownAfterASecond()
    {
        using var counts = Open(_verifying.Get<DeskAttempts>());
        using var other = Open(_verifying.Get<DeskAttempts>());
        Assert.That(await CountAsync(counts, "theirs"), Is.Zero);
        await AddAsync(other, "theirs", 20);

        _verifying.Issuing.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await CountAsync(counts, "theirs"), Is.EqualTo(20));
    }

    [Test]
    public async Task AddAsync_OneSubjectInTwoWindows_CountsEachForItself()
    {
        using var counts = Open(_verifying.Get<DeskAttempts>());
        var (hour, day) = (counts.Of(OfHour, "both"), counts.Of(OfDay, "both"));

        var after = await counts.AddAsync([hour, day, day], CancellationToken.None);

        Assert.That((after[hour.Key], after[day.Key]), Is.EqualTo((1L, 2L)));
    }

    [Test]
    public void DayOfACount_BeginsAtMidnightInChina()
    {
        using var counts = Open(_verifying.Get<DeskAttempts>());

        Assert.That(counts.Of(OfDay, "x").WindowStart.ToUniversalTime().TimeOfDay, Is.EqualTo(TimeSpan.FromHours(16)));
    }

    [Test]
    public async Task Desk_ThatIsAway_IsCountedForInMemory()
    {
        using var away = new SqliteDialect("Data Source=/nowhere/at/all.db", readOnly: true, busyTimeoutSeconds: 1, isDesk: true);
        using var counts = Open(new DeskAttempts(new Database(away)));

        Assert.That(await AddAsync(counts, "x", 19), Is.EqualTo(19));
        Assert.That(await AddAsync(counts, "x", 2), Is.EqualTo(21));
        Assert.That(await CountAsync(counts, "x"), Is.EqualTo(21));
        Assert.That(await counts.IsAnyUsedUpAsync(CancellationToken.None), Is.True);
        Assert.That(await CountAsync(counts, "y"), Is.Zero);

        _verifying.Issuing.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await CountAsync(counts, "x"), Is.Zero);
    }

    [Test]
    public async Task Desk_ThatTakesThingsAgain_IsToldWhatWasCountedMeanwhile_AndSoIsEveryOtherProcess()
    {
        var desk = _verifying.Get<IServiceProvider>().GetRequiredKeyedService<Database>(Database.Desk);
        await desk.ExecuteAsync(
            "CREATE TRIGGER full BEFORE INSERT ON Attempt BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END", null, CancellationToken.None);
        using var counts = Open(_verifying.Get<DeskAttempts>());
        using var other = Open(_verifying.Get<DeskAttempts>());
        await AddAsync(counts, "owed", 20);
        await counts.WriteBackAsync(CancellationToken.None);
        var (isUnwritten, kept, known) = (counts.IsUnwritten, await CountAsync(counts, "owed"), await CountAsync(other, "owed"));

        await desk.ExecuteAsync("DROP TRIGGER full", null, CancellationToken.None);
        await counts.WriteBackAsync(CancellationToken.None);
        await counts.WriteBackAsync(CancellationToken.None);
        _verifying.Issuing.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That((isUnwritten, kept, known), Is.EqualTo((true, 20L, 0L)));
        Assert.That((counts.IsUnwritten, await CountAsync(counts, "owed"), await CountAsync(other, "owed")), Is.EqualTo((false, 20L, 20L)));
        Assert.That(await AddAsync(counts, "owed", 1), Is.EqualTo(21), "and is counted once");
    }

    [Test]
    public async Task Subject_Kept_IsOnlyAHash()
    {
        using var counts = Open(_verifying.Get<DeskAttempts>());
        await AddAsync(counts, "192.0.2.0/24 name 欧阳锋", 1);

        // in the log, or in the file itself where another fixture has closed all connections meanwhile
        var desk = Directory.GetFiles(_verifying.Issuing.Folder, "desk.db*").SelectMany(File.ReadAllBytes).ToArray();
        Assert.That(desk.AsSpan().IndexOf("192.0.2.0"u8), Is.EqualTo(-1));
        Assert.That(desk.AsSpan().IndexOf("欧阳锋"u8), Is.EqualTo(-1));
        Assert.That(desk.AsSpan().IndexOf(counts.Of(OfHour, "192.0.2.0/24 name 欧阳锋").Hash), Is.Not.EqualTo(-1), "the desk holds what was written");
    }

    private static async Task<long> AddAsync(Counts counts, string subject, int by)
    {
        var counter = counts.Of(OfHour, subject);
        return (await counts.AddAsync(Enumerable.Repeat(counter, by), CancellationToken.None))[counter.Key];
    }

    private static ValueTask<long> CountAsync(Counts counts, string subject) => counts.CountAsync(counts.Of(OfHour, subject), CancellationToken.None);

    private Counts Open(DeskAttempts desk) => new(
        desk,
        _verifying.Get<IServiceProvider>().GetRequiredKeyedService<SecretKey>(SecretKeyPurpose.LookUp),
        _verifying.Get<GuardLimits>(),
        _verifying.Issuing.Clock,
        NullLogger<Counts>.Instance);
}
