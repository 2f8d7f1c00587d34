using System.Data;
using System.Runtime.CompilerServices;

namespace Certificates.Core.Oversight;

/// <summary>
/// Reads many rows at once, and finds the one among them that cannot be read: a day, instant or kind in it was overwritten by what is none.
/// Nobody may hide other edits from a check by one such row.
/// </summary>
internal static class Unreadable
{
    /// <summary>Reads rows by their ids; halves them where that fails, down to those that cannot be read.</summary>
    /// <param name="ids">The rows.</param>
    /// <param name="read">Reads some of them; it leaves nothing behind when it fails.</param>
    /// <param name="found">Told each that cannot be read.</param>
    public static async Task FindAsync(IReadOnlyList<long> ids, Func<IReadOnlyList<long>, Task> read, Action<long> found)
    {
        try
        {
            await read(ids);
            return;
        }
        catch (Exception fault) when (IsToldBy(fault))
        {
            if (ids.Count == 1)
            {
                found(ids[0]);
                return;
            }
        }

        var half = ids.Count / 2;
        await FindAsync([.. ids.Take(half)], read, found);
        await FindAsync([.. ids.Skip(half)], read, found);
    }

    /// <summary>True when a value of a row is none of its column's. The message holds that value: it is never passed on.</summary>
    private static bool IsToldBy(Exception fault) => fault is DataException or FormatException or InvalidCastException
        or OverflowException or ArgumentException or SwitchExpressionException;
}
