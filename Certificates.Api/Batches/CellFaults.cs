using Certificates.Core.Batches;
using Certificates.Core.Intake;

namespace Certificates.Api.Batches;

/// <summary>What is wrong with the cells of a row, in the words of a note.</summary>
internal static class CellFaults
{
    /// <summary>The note of each cell at fault, by its place; what is wrong with a rejected row as a whole stands at the first.</summary>
    public static IReadOnlyDictionary<int, string> Of(BatchRow row, ResultsForm form, IReadOnlyList<ResultsColumn> columns)
    {
        var faults = new SortedDictionary<int, string>();
        foreach (var reason in row.Reasons)
        {
            var place = reason.Field is { } field ? columns.TakeWhile(column => !Names(form, column, field)).Count()
                : row.Outcome == RowOutcome.Rejected ? 0
                : columns.Count;
            if (place < columns.Count)
            {
                faults[place] = faults.TryGetValue(place, out var others) ? $"{others}\n{reason.In("zh")}" : reason.In("zh");
            }
        }

        return faults;
    }

    /// <summary>A fault names its field as the form does, or as all forms do.</summary>
    private static bool Names(ResultsForm form, ResultsColumn column, string field) =>
        field == form.English(column) || field == column.English();
}
