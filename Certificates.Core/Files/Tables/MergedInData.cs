using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files.Tables;

/// <summary>Merged cells in a column of ours in the row of a person: whose they are cannot be told.</summary>
internal static class MergedInData
{
    /// <summary>
    /// The first such range. A file may name millions of them over hundreds of columns: each costs two searches by halves, whatever it
    /// covers.
    /// </summary>
    /// <param name="merged">All ranges of the sheet.</param>
    /// <param name="people">The rows of people, in order.</param>
    /// <param name="columns">The columns of ours, in order.</param>
    public static MergedCells? First(IReadOnlyList<MergedCells> merged, IReadOnlyList<int> people, IReadOnlyList<int> columns)
    {
        foreach (var range in merged)
        {
            if (HasBetween(people, range.FirstRow, range.LastRow) && HasBetween(columns, range.FirstColumn, range.LastColumn))
            {
                return range;
            }
        }

        return null;
    }

    private static bool HasBetween(IReadOnlyList<int> sorted, int first, int last)
    {
        var (from, to) = (0, sorted.Count);
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = sorted[middle] < first ? (middle + 1, to) : (from, middle);
        }

        return from < sorted.Count && sorted[from] <= last;
    }
}
