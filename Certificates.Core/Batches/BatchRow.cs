using Certificates.Core.Intake;

namespace Certificates.Core.Batches;

/// <summary>A row of a batch as its institution sees it.</summary>
/// <param name="Sent">What was sent, column by column.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reasons">Why, every fault listed; empty when it is pending or issued.</param>
/// <param name="CertificateNumber">The certificate issued for it.</param>
/// <param name="ClaimCode">Its 领取码, shown to the institution that hands it out; null until issued.</param>
public sealed record BatchRow(
    SentRow Sent, RowOutcome Outcome, IReadOnlyList<Refusal> Reasons, string? CertificateNumber, string? ClaimCode)
{
    /// <summary>The complaint that holds it back or did; null when there was none.</summary>
    public RowHold? Hold { get; init; }
}

/// <summary>A results file judged and not kept.</summary>
/// <param name="Counts">How its rows would start out.</param>
/// <param name="Items">The rows that are not pending, at most 10,000.</param>
/// <param name="Truncated">True when there are more of them.</param>
public sealed record DryRun(BatchCounts Counts, IReadOnlyList<BatchRow> Items, bool Truncated)
{
    /// <summary>What became of the ZIP of photos; null when none was sent.</summary>
    public PhotoReport? Photos { get; init; }

    /// <summary>How the file was read.</summary>
    public required BatchReading Reading { get; init; }
}

/// <summary>A results file received.</summary>
/// <param name="Batch">Its batch.</param>
/// <param name="IsReplay">True when the batch was there already, under the same idempotency key with the same bytes.</param>
public sealed record Reception(BatchSummary Batch, bool IsReplay);

/// <summary>The row that a certificate was issued for.</summary>
/// <param name="BatchId">Its batch.</param>
/// <param name="FileName">The file it was sent in.</param>
/// <param name="Form">The form of that file.</param>
/// <param name="Row">The row.</param>
public sealed record IssuedRow(Guid BatchId, string FileName, ResultsForm Form, BatchRow Row)
{
    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(IssuedRow);
}
