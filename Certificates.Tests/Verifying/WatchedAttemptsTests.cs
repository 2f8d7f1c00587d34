using Certificates.Core.Verifying;

namespace Certificates.Tests.Verifying;

internal sealed class WatchedAttemptsTests
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private TestVerifying _verifying = null!;

    [OneTimeSetUp]
    public async Task OpenHouse() => _verifying = await TestVerifying.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseHouse() => await _verifying.DisposeAsync();

    [Test]
    public async Task WaitAsync_OwnCounts_AreKnownAtOnceAndEndWithTheWindow()
    {
        using var watched = _verifying.Get<Attempts>().Watch(2, Window);
        Assert.That(await WaitAsync(watched, "own"), Is.Null);
        await watched.CountAsync("own", CancellationToken.None);
        Assert.That(await WaitAsync(watched, "own"), Is.Null);
        await watched.CountAsync("own", CancellationToken.None);

        Assert.That(await WaitAsync(watched, "own"), Is.GreaterThan(TimeSpan.Zero));
        Assert.That(await WaitAsync(watched, "another"), Is.Null);
        Assert.That(await watched.CountAsync("own", CancellationToken.None), Is.Not.Null, "a third is not told");

        _verifying.Issuing.Clock.Advance(Window);
        Assert.That(await WaitAsync(watched, "own"), Is.Null);
    }

    [Test]
    public async Task WaitAsync_CountsOfAnotherProcess_AreKnownAfterASecond()
    {
        using var watched = _verifying.Get<Attempts>().Watch(1, Window);
        using var other = _verifying.Get<Attempts>().Watch(1, Window);
        Assert.That(await WaitAsync(watched, "theirs"), Is.Null);
        await other.CountAsync("theirs", CancellationToken.None);

        _verifying.Issuing.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await WaitAsync(watched, "theirs"), Is.GreaterThan(TimeSpan.Zero));
    }

    private static Task<TimeSpan?> WaitAsync(WatchedAttempts watched, string subject) => watched.WaitAsync(subject, CancellationToken.None).AsTask();
}
