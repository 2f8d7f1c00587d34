namespace Certificates.Core.Verifying.Guarding;

/// <summary>The way back to the desk of what it did not take.</summary>
internal sealed partial class Counts
{
    private const int MostWrittenBack = 500;

    /// <summary>
    /// Writes to the desk what it did not take before, for windows that have not ended; worth trying every few seconds. Until it is
    /// written it counts in memory.
    /// </summary>
    public async Task WriteBackAsync(CancellationToken cancellationToken)
    {
        Forget();
        foreach (var part in _inMemory.Values.Chunk(MostWrittenBack))
        {
            List<(Counter Counter, int By)> owed = [.. part.Select(kept => (kept.Counter, (int)kept.Count))];
            if (await WriteAsync(owed, cancellationToken) is not { } after)
            {
                return;
            }

            foreach (var (counter, by) in owed)
            {
                var written = after[counter.Key] - In(_inMemory, counter);
                if (written >= counter.Limit.Allowed)
                {
                    _reached[counter.Key] = new Kept(counter, written);
                }

                Settle(counter.Key, by);
            }
        }
    }

    /// <summary>What was written is owed no more; what was counted meanwhile still is.</summary>
    private void Settle(string key, long written)
    {
        while (_inMemory.TryGetValue(key, out var kept))
        {
            if (kept.Count <= written
                ? _inMemory.TryRemove(KeyValuePair.Create(key, kept))
                : _inMemory.TryUpdate(key, kept with { Count = kept.Count - written }, kept))
            {
                return;
            }
        }
    }
}
