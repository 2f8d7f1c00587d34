using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Register;

namespace Certificates.Tests.Issuing;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class BatchWatchTests
{
    private static readonly Guid Id = Guid.CreateVersion7();
    private readonly Channel<BatchSummary> _states = Channel.CreateUnbounded<BatchSummary>();
    private int _looks;
    private Func<bool> _hasEnded = () => false;

    [Test]
    public async Task Watch_OfManyListeners_LooksOnceAndTellsEach()
    {
        var watches = new BatchWatches();
        var listeners = Enumerable.Range(0, 50).Select(_ => watches.OfAsync(Id, LookAsync, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None)).ToList();
        var first = listeners.Select(listener => listener.MoveNextAsync().AsTask()).ToList();
        _states.Writer.TryWrite(State(pending: 2));
        await Task.WhenAll(first);

        // who comes later hears at once how it stands
        await using var late = watches.OfAsync(Id, LookAsync, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        Assert.That(await late.MoveNextAsync(), Is.True);
        Assert.That(late.Current.Counts.Pending, Is.EqualTo(2));

        _states.Writer.Complete();
        var ends = await Task.WhenAll(listeners.Select(listener => listener.MoveNextAsync().AsTask()));
        Assert.That(ends, Is.All.False);
        Assert.That(_looks, Is.EqualTo(1));
    }

    [Test]
    public async Task Watch_WhoseLastListenerLeaves_Ends()
    {
        var watches = new BatchWatches();
        using var leaving = new CancellationTokenSource();
        await using (var one = watches.OfAsync(Id, LookAsync, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None))
        {
            var two = watches.OfAsync(Id, LookAsync, leaving.Token).GetAsyncEnumerator(CancellationToken.None);
            var waiting = two.MoveNextAsync().AsTask();
            _states.Writer.TryWrite(State(pending: 1));
            Assert.That(await one.MoveNextAsync() && await waiting, Is.True);
            waiting = two.MoveNextAsync().AsTask();
            await leaving.CancelAsync();
            Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
            await two.DisposeAsync();
            Assert.That(_hasEnded(), Is.False);
        }

        Assert.That(_hasEnded(), Is.True);
    }

    private static BatchSummary State(long pending) => new(
        Id, CertificateKind.Grade, CertificateOrigin.Issued, "0001", "a.csv", "", default, BatchStatus.Issuing, null, null,
        BatchCounts.Of(outcome => outcome == Core.Intake.RowOutcome.Pending ? pending : 0));

    private async IAsyncEnumerable<BatchSummary> LookAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _looks);
        _hasEnded = () => cancellationToken.IsCancellationRequested;
        await foreach (var state in _states.Reader.ReadAllAsync(cancellationToken))
        {
            yield return state;
        }
    }
}
