namespace Certificates.Tests.Log.Outsider;

/// <summary>Verifies proofs by the algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2, step by step as they stand there.</summary>
internal static class RfcProofs
{
    /// <summary>2.1.3.2. Verifying an Inclusion Proof.</summary>
    public static bool Includes(byte[] root, long treeSize, byte[] leafHash, long leafIndex, IReadOnlyList<byte[]> path)
    {
        if (leafIndex >= treeSize)
        {
            return false;
        }

        var (fn, sn, r) = (leafIndex, treeSize - 1, leafHash);
        foreach (var p in path)
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                r = RfcTree.Children(p, r);
                while ((fn & 1) == 0 && fn != 0)
                {
                    (fn, sn) = (fn >> 1, sn >> 1);
                }
            }
            else
            {
                r = RfcTree.Children(r, p);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && r.AsSpan().SequenceEqual(root);
    }

    /// <summary>2.1.4.2. Verifying Consistency between Two Tree Heads.</summary>
    public static bool IsConsistent(long first, byte[] firstRoot, long second, byte[] secondRoot, IReadOnlyList<byte[]> path)
    {
        if (first == second)
        {
            return path.Count == 0 && firstRoot.AsSpan().SequenceEqual(secondRoot);
        }

        var steps = new Queue<byte[]>(IsPowerOfTwo(first) ? [firstRoot, .. path] : path);
        if (path.Count == 0 || first > second)
        {
            return false;
        }

        var (fn, sn) = (first - 1, second - 1);
        while ((fn & 1) == 1)
        {
            (fn, sn) = (fn >> 1, sn >> 1);
        }

        var start = steps.Dequeue();
        var (fr, sr) = (start, start);
        foreach (var c in steps)
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                (fr, sr) = (RfcTree.Children(c, fr), RfcTree.Children(c, sr));
                while ((fn & 1) == 0 && fn != 0)
                {
                    (fn, sn) = (fn >> 1, sn >> 1);
                }
            }
            else
            {
                sr = RfcTree.Children(sr, c);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && fr.AsSpan().SequenceEqual(firstRoot) && sr.AsSpan().SequenceEqual(secondRoot);
    }

    private static bool IsPowerOfTwo(long n) => n > 0 && (n & (n - 1)) == 0;
}
