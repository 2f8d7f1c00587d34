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
            while (true)
            {
                if (await Task.WhenAny(change, Task.Delay(LongestSilence, clock, ending.Token)) == change)
                {
                    if (!await MovedAsync(change, ending.Token))
                    {
                        break;
                    }

                    counts = changes.Current.Counts;
                    change = changes.MoveNextAsync().AsTask();
                }

                if (counts is not null && !ending.IsCancellationRequested)
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
            await ending.CancelAsync();
            await MovedAsync(change, ending.Token);
            await changes.DisposeAsync();
        }
    }

    private static async Task<bool> MovedAsync(Task<bool> change, CancellationToken ending)
    {
        try
        {
            return await change;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return false;
        }
    }

    private static SseItem<BatchCounts> Item(BatchCounts counts, string type) =>
        new(counts, type) { EventId = (counts.Received - counts.Pending).ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
