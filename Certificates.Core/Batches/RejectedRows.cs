using System.Diagnostics.Metrics;
using Certificates.Core.Intake;

namespace Certificates.Core.Batches;

/// <summary>Counts rows that were rejected, at intake or when their certificates were prepared.</summary>
internal static class RejectedRows
{
    private static readonly Counter<long> Rejected =
        Telemetry.Meter.CreateCounter<long>("certificates.rows.rejected", "{row}",
            "Rows rejected; a row counts under each of its reasons.");

    /// <summary>Counts rows by the codes of their reasons.</summary>
    public static void Count(IEnumerable<KeyValuePair<string, int>> byReason)
    {
        foreach (var (reason, count) in byReason)
        {
            Rejected.Add(count, Telemetry.Tag("reason", reason));
        }
    }

    /// <summary>Reads the reasons of stored rows as they pass by; afterwards <paramref name="byReason"/> has the rejecting ones.</summary>
    public static IEnumerable<BatchRowRecord> Watch(IEnumerable<BatchRowRecord> rows, Dictionary<string, int> byReason)
    {
        // A write that is tried again reads its rows again.
        byReason.Clear();
        foreach (var row in rows)
        {
            if (row.Outcome == RowOutcome.Rejected && Rejected.Enabled)
            {
                foreach (var code in RowReasons.Read(row.Reasons).Select(reason => reason.Code.Code).Distinct(StringComparer.Ordinal))
                {
                    byReason[code] = byReason.GetValueOrDefault(code) + 1;
                }
            }

            yield return row;
        }
    }
}
