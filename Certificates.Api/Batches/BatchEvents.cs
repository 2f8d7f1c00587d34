using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Certificates.Core.Batches;

namespace Certificates.Api.Batches;

/// <summary>A batch's progress as server-sent events.</summary>
internal static class BatchEvents
{
    // Proxies cut connections that are silent for a minute; telling the same counts again does no harm.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>
    /// <c>counts</c> at once, as they change and after every silence, then <c>done</c>; the id is the count of ended rows. A stop of
    /// the service ends the stream without <c>done</c>: the client connects again.
    /// </summary>
    public static async IAsyncEnumerable<SseItem<BatchCounts>> OfAsync(
        Func<CancellationToken, IAsyncEnumerable<BatchSummary>> watch,
        TimeProvider clock,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        var changes = watch(ending.Token).GetAsyncEnumerator(ending.Token);
        var change = changes.MoveNextAsync().AsTask();
        BatchCounts? counts = null;
        try
        {
            while (await WaitAsync(change, clock) is var heard and not Heard.End)
            {
                if (heard == Heard.Change)
                {
                    counts = changes.Current.Counts;
                    change = changes.MoveNextAsync().AsTask();
                }

                if (counts is not null)
                {
                    yield return Item(counts, "counts");
                }
            }

            if (counts is not null && !ending.IsCancellationRequested)
            {
                yield return Item(counts, "done");
            }
        }
        finally
        {
            // An enumerator may not be disposed while it moves: this ends the move at once, wherever the stream was cut.
            await ending.CancelAsync();
            await WaitAsync(change, clock);
            await changes.DisposeAsync();
        }
    }

    /// <summary>What happens first. Once the stream is to end the change ends too: the watch listens to the same token.</summary>
    private static async Task<Heard> WaitAsync(Task<bool> change, TimeProvider clock)
    {
        try
        {
            return await change.WaitAsync(LongestSilence, clock, CancellationToken.None) ? Heard.Change : Heard.End;
        }
        catch (TimeoutException) when (!change.IsCompleted)
        {
            return Heard.Silence;
        }
        catch (OperationCanceledException)
        {
            return Heard.End;
        }
    }

    private static SseItem<BatchCounts> Item(BatchCounts counts, string type) =>
        new(counts, type) { EventId = (counts.Received - counts.Pending).ToString(CultureInfo.InvariantCulture) };

    private enum Heard
    {
        Change,
        Silence,
        End,
    }
}
