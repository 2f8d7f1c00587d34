using System.Data.Common;
using Certificates.Core.Data;
using Microsoft.Extensions.Time.Testing;

namespace Certificates.Tests.Resilience;

internal sealed class PipelineTests
{
    private readonly FakeTimeProvider _clock = new();

    [Test]
    [Category(Categories.Faults)]
    public async Task Breaker_WorkFailsTwice_PausesAndTriesAgainByItself()
    {
        var told = new List<bool>();
        var breaker = new OutageBreaker(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), told.Add, _clock);
        var tries = 0;
        var isDown = true;
        ValueTask Work(CancellationToken token)
        {
            tries++;
            return isDown ? throw new InjectedFault("work", isTransient: true) : ValueTask.CompletedTask;
        }

        Assert.That(() => breaker.TryAsync(Work, CancellationToken.None), Throws.InstanceOf<DbException>());
        Assert.That(() => breaker.TryAsync(Work, CancellationToken.None), Throws.InstanceOf<DbException>());
        var paused = await breaker.TryAsync(Work, CancellationToken.None);
        Assert.That((tries, breaker.IsPaused, paused), Is.EqualTo((2, true, (TimeSpan?)TimeSpan.FromSeconds(2))), "a pause asks the database nothing");

        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.That(() => breaker.TryAsync(Work, CancellationToken.None), Throws.InstanceOf<DbException>(), "one is let through");
        Assert.That(await breaker.TryAsync(Work, CancellationToken.None), Is.EqualTo(TimeSpan.FromSeconds(4)), "the next pause is longer");

        isDown = false;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await breaker.TryAsync(Work, CancellationToken.None), Is.Null);
        Assert.That((breaker.IsPaused, told), Is.EqualTo((false, new List<bool> { true, true, false })));
    }

    [Test]
    public void Options_OutOfTheirSpans_AreNamed()
    {
        var faults = new StorageOptionsValidator()
            .Validate(null, new StorageOptions { ReadTimeoutSeconds = 0, Retries = 11 }).Failures;

        Assert.That(faults, Has.Some.Contains("Storage:ReadTimeoutSeconds").And.Some.Contains("Storage:Retries"));
    }
}
