using Certificates.Core.Catalogue;

namespace Certificates.Core.Intake;

/// <summary>A row with what was found of it. Every fault is listed, in column order.</summary>
/// <param name="Sent">As sent.</param>
/// <param name="Outcome">Rejected, NotPassed or Pending; what the register knows may still make it a duplicate.</param>
/// <param name="Reasons">Empty when pending.</param>
/// <param name="Result">What a certificate is made of; null unless pending.</param>
public sealed record JudgedRow(SentRow Sent, RowOutcome Outcome, IReadOnlyList<Refusal> Reasons, AssessmentResult? Result)
{
    /// <summary>
    /// The row once it is known that another shares its candidate number, which only the whole file tells: rejected, and what was
    /// said of pass marks is then not listed.
    /// </summary>
    public JudgedRow WithDuplicatedCandidate()
    {
        var duplicated = new Refusal(
            "candidate_number_duplicated",
            ResultsColumn.CandidateNumber.English(),
            "Another row of the file has this candidate number: correct it, or send one row only.");
        var faults = Outcome == RowOutcome.Rejected ? Reasons : [];
        return this with { Outcome = RowOutcome.Rejected, Reasons = [duplicated, .. faults], Result = null };
    }
}

/// <summary>A passed assessment, typed: what the certificate is made of.</summary>
public sealed record AssessmentResult
{
    /// <summary>Whose it is.</summary>
    public required Holder Holder { get; init; }

    /// <summary>The edition in force on the assessment date.</summary>
    public required Occupation Occupation { get; init; }

    /// <summary>Null where the occupation has none at that grade.</summary>
    public required Direction? Direction { get; init; }

    /// <summary>等级.</summary>
    public required Grade Grade { get; init; }

    /// <summary>理论知识, 0–100.</summary>
    public required decimal TheoryScore { get; init; }

    /// <summary>专业能力, 0–100.</summary>
    public required decimal AbilityScore { get; init; }

    /// <summary>Day of the assessment, China Standard Time.</summary>
    public required DateOnly AssessedOn { get; init; }

    /// <summary>The cleaned photo; null when none was sent.</summary>
    public required Photo? Photo { get; init; }
}
