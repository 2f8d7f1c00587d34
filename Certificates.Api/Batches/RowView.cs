using System.Text.Json.Serialization;
using Certificates.Core.Batches;
using Certificates.Core.Files.Tables;
using Certificates.Core.Intake;

namespace Certificates.Api.Batches;

/// <summary>A row of a batch as it is answered.</summary>
/// <param name="Row">The person in the file, from 1.</param>
/// <param name="SheetRow">The row number the sheet shows; absent for JSON.</param>
/// <param name="CandidateNumber">准考证号 as sent.</param>
/// <param name="Name">姓名 as sent.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reasons">Why, every fault listed.</param>
/// <param name="CertificateNumber">The certificate issued for it.</param>
/// <param name="Hold">The complaint that holds it back or did; null when there was none.</param>
/// <param name="Number">证书编号 as sent, of a certificate issued before this system; absent elsewhere.</param>
internal sealed record RowView(
    int Row,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? SheetRow,
    string CandidateNumber,
    string Name,
    RowOutcome Outcome,
    IReadOnlyList<RowReason> Reasons,
    string? CertificateNumber,
    RowHold? Hold,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Number)
{
    public static RowView Of(BatchRow row, string language) => new(
        row.Sent.Number,
        row.Sent.SheetRow,
        row.Sent[ResultsColumn.CandidateNumber],
        row.Sent[ResultsColumn.Name],
        row.Outcome,
        [.. row.Reasons.Select(reason => RowReason.Of(reason, language))],
        row.CertificateNumber,
        row.Hold,
        row.Sent[ResultsColumn.Number] is { Length: > 0 } number ? number : null);
}

/// <summary>A file judged and not kept.</summary>
/// <param name="DryRun">Always true.</param>
/// <param name="Counts">How its rows would start out.</param>
/// <param name="Items">The rows that are not pending, at most 10,000.</param>
/// <param name="Truncated">True when there are more of them.</param>
internal sealed record DryRunView(bool DryRun, BatchCounts Counts, IReadOnlyList<RowView> Items, bool Truncated)
{
    /// <summary>What became of the ZIP of photos; null when none was sent.</summary>
    public PhotoReport? Photos { get; init; }

    /// <summary>The sheet that was read; absent for text and JSON.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sheet { get; init; }

    /// <summary>Rows of people that the screen does not show; they were read like the others.</summary>
    public int HiddenRows { get; init; }

    /// <summary>Columns that the screen does not show and that were not read, for a visible one has their name.</summary>
    public IReadOnlyList<string> HiddenColumns { get; init; } = [];

    /// <summary>How many rows were left out because they are no person: sums, signatures, remarks.</summary>
    public int IgnoredCount { get; init; }

    /// <summary>The first 20 of them.</summary>
    public IReadOnlyList<IgnoredRow> Ignored { get; init; } = [];

    public static DryRunView Of(DryRun dryRun, string language) => new(
        true, dryRun.Counts, [.. dryRun.Items.Select(row => RowView.Of(row, language))], dryRun.Truncated)
    {
        Sheet = dryRun.Reading.Sheet,
        HiddenRows = dryRun.Reading.HiddenRows,
        HiddenColumns = dryRun.Reading.HiddenColumns,
        IgnoredCount = dryRun.Reading.IgnoredCount,
        Ignored = dryRun.Reading.Ignored,
        Photos = dryRun.Photos,
    };
}
