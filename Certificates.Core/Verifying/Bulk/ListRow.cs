using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>A row of a list as it was sent.</summary>
/// <param name="Cells">What it holds; empty for JSON.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Reference">The sender's own name for it; JSON only.</param>
internal sealed record ListRow(IReadOnlyList<SheetCell> Cells, Question Question, string? Reference)
{
    /// <summary>The row number the sheet shows; 0 for JSON.</summary>
    public int SheetRow { get; init; }

    /// <summary>Cells of ours that cannot be read: with them the row is not looked up, however much else it has.</summary>
    public IReadOnlyList<Refusal> Spoilt { get; init; } = [];

    /// <summary>True when its ID number is known to have lost digits.</summary>
    public bool HasLostDigits { get; init; }

    /// <summary>True when it is looked up.</summary>
    public bool IsAsked => Spoilt.Count == 0 && Question.HasTwo;

    /// <summary>True when it has an ID number, be it one that cannot be read.</summary>
    public bool HasIdNumber => Question.HasIdNumber || Spoilt.Any(cell => cell.Code == RefusalCode.IdNumberInvalid);

    /// <summary>The row once the whole list tells that its ID number was rounded.</summary>
    public ListRow WithRoundedIdNumber() => this with
    {
        Question = Question with { IdNumber = null },
        Spoilt = [.. Spoilt, ListColumns.LostIdNumber],
        HasLostDigits = true,
    };

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(ListRow);
}
