using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Certificates.Core.Batches;

/// <summary>
/// One look at the register for all who watch the same batch, however many they are. The first who comes starts it, the last who goes
/// ends it; each is told the newest state and none that is older than what follows it.
/// </summary>
internal sealed class BatchWatches
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Watch> _watches = [];

    /// <summary>The states of a batch, beginning with how it stands.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="look">Its states, looked up until they end or nobody listens.</param>
    /// <param name="cancellationToken">Ends the listening; the look goes on for the others.</param>
    public async IAsyncEnumerable<BatchSummary> OfAsync(
        Guid id,
        Func<CancellationToken, IAsyncEnumerable<BatchSummary>> look,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heard = Channel.CreateBounded<BatchSummary>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var watch = Join(id, look, heard.Writer);
        try
        {
            await foreach (var summary in heard.Reader.ReadAllAsync(cancellationToken))
            {
                yield return summary;
            }
        }
        finally
        {
            Leave(id, watch, heard.Writer);
        }
    }

    private Watch Join(Guid id, Func<CancellationToken, IAsyncEnumerable<BatchSummary>> look, ChannelWriter<BatchSummary> listener)
    {
        lock (_gate)
        {
            if (!_watches.TryGetValue(id, out var watch))
            {
                _watches.Add(id, watch = new Watch());
                _ = Task.Run(() => TellAsync(id, watch, look), CancellationToken.None);
            }

            watch.Listeners.Add(listener);
            if (watch.Last is { } last)
            {
                listener.TryWrite(last);
            }

            return watch;
        }
    }

    private void Leave(Guid id, Watch watch, ChannelWriter<BatchSummary> listener)
    {
        lock (_gate)
        {
            if (watch.Listeners.Remove(listener) && watch.Listeners.Count == 0)
            {
                Forget(id, watch);
                watch.Nobody.Cancel();
            }
        }
    }

    private async Task TellAsync(Guid id, Watch watch, Func<CancellationToken, IAsyncEnumerable<BatchSummary>> look)
    {
        Exception? fault = null;
        try
        {
            await foreach (var summary in look(watch.Nobody.Token))
            {
                lock (_gate)
                {
                    watch.Last = summary;
                    watch.Listeners.ForEach(listener => listener.TryWrite(summary));
                }
            }
        }
        catch (Exception e)
        {
            // each listener meets it where it reads
            fault = e;
        }

        lock (_gate)
        {
            Forget(id, watch);
            watch.Listeners.ForEach(listener => listener.TryComplete(fault));
            watch.Listeners.Clear();
        }

        watch.Nobody.Dispose();
    }

    private void Forget(Guid id, Watch watch)
    {
        if (_watches.TryGetValue(id, out var current) && ReferenceEquals(current, watch))
        {
            _watches.Remove(id);
        }
    }

    private sealed class Watch
    {
        public List<ChannelWriter<BatchSummary>> Listeners { get; } = [];

        public BatchSummary? Last { get; set; }

        public CancellationTokenSource Nobody { get; } = new();
    }
}
