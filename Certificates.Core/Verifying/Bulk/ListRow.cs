namespace Certificates.Core.Verifying.Bulk;

/// <summary>A row of a list as it was sent.</summary>
/// <param name="Fields">All its fields in the order of the header; empty for JSON.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Reference">The sender's own name for it; JSON only.</param>
internal sealed record ListRow(IReadOnlyList<string> Fields, Question Question, string? Reference)
{
    /// <summary>The row as the screen numbers it, from 1; 0 where the list is no sheet.</summary>
    public int SheetRow { get; init; }

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(ListRow);
}
