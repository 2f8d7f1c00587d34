namespace Certificates.Core.Verifying.Bulk;

/// <summary>What became of one row of a list.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Fields">The fields as sent; empty for JSON.</param>
/// <param name="Reference">The sender's own name for the row; JSON only.</param>
/// <param name="Missing">What an incomplete row lacks, by the names of the contract; else empty.</param>
/// <param name="Spoilt">Why cells of an incomplete row cannot be read; else empty.</param>
/// <param name="Verdicts">
/// Empty when incomplete. One; by name and ID number one a certificate, newest first. A mistyped number is not found with the
/// reason <c>number_mistyped</c>; a row that is refused is unavailable with <c>too_many_misses</c> or <c>third_fact_required</c>,
/// and one whose printed number fits certificates of several institutions with <c>institution_required</c>.
/// </param>
public sealed record BulkResult(
    int Row, IReadOnlyList<string> Fields, string? Reference, IReadOnlyList<string> Missing, IReadOnlyList<Refusal> Spoilt,
    IReadOnlyList<Verdict> Verdicts)
{
    /// <summary>The row as the screen numbers it, from 1; 0 where the list is no sheet.</summary>
    public int SheetRow { get; init; }

    /// <summary>What looks mistyped in a row that was not found, by its text alone; else empty.</summary>
    public IReadOnlyList<EntryHint> Hints { get; init; } = [];

    /// <summary>True when the row was not looked up: it lacks one of the two facts that takes, or a fact in it cannot be read.</summary>
    public bool IsIncomplete => Missing.Count > 0 || Spoilt.Count > 0;

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(BulkResult);
}
