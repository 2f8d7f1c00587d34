using Certificates.Core.Batches;
using Certificates.Core.Intake;

namespace Certificates.Api.Console.Batches;

/// <summary>A file that was judged, as its page shows it.</summary>
/// <param name="Id">The id it is kept by.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Form">The form of its rows.</param>
/// <param name="Judged">What would become of it.</param>
/// <param name="IsEarlier">True for certificates issued before this system, which are entered and have no PDF here.</param>
public sealed record DraftView(string Id, string FileName, string Sha256, ResultsForm Form, DryRun Judged, bool IsEarlier)
{
    /// <summary>The outcome whose rows are shown; null for all.</summary>
    public RowOutcome? Outcome { get; init; }

    /// <summary>The code of the fault whose rows are shown; null for all.</summary>
    public string? Fault { get; init; }

    /// <summary>The rows that are shown, with every reason of each.</summary>
    public IEnumerable<BatchRow> Shown => Judged.Items.Where(row =>
        (Outcome is null || row.Outcome == Outcome) && (Fault is null || row.Reasons.Any(reason => reason.Code.Code == Fault)));
}
