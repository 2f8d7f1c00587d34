namespace Certificates.Core.Pdf;

/// <summary>Lengths of the codes of a Huffman tree.</summary>
internal static class HuffmanLengths
{
    /// <summary>The length of each symbol's code in bits, 0 for one that does not occur; a single one has a code too.</summary>
    /// <param name="counts">How often each symbol occurs.</param>
    /// <param name="longest">The longest code there may be; what is rare is taken for less rare until it fits.</param>
    public static byte[] Of(long[] counts, int longest)
    {
        for (; ; counts = Array.ConvertAll(counts, count => (count + 1) / 2))
        {
            var lengths = Tree(counts);
            if (lengths.Max() <= longest)
            {
                return lengths;
            }
        }
    }

    private static byte[] Tree(long[] counts)
    {
        var parents = new int[2 * counts.Length];
        var queue = new PriorityQueue<int, (long Count, int Node)>();
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] > 0)
            {
                queue.Enqueue(symbol, (counts[symbol], symbol));
            }
        }

        var next = counts.Length;
        while (queue.Count > 1 && queue.TryDequeue(out var low, out var lowest) && queue.TryDequeue(out var high, out var second))
        {
            (parents[low], parents[high]) = (next, next);
            queue.Enqueue(next, (lowest.Count + second.Count, next));
            next++;
        }

        var lengths = new byte[counts.Length];
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] > 0)
            {
                var length = 0;
                for (var node = symbol; node != next - 1; node = parents[node])
                {
                    length++;
                }

                lengths[symbol] = (byte)Math.Max(1, length);
            }
        }

        return lengths;
    }
}
