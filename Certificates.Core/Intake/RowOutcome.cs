namespace Certificates.Core.Intake;

/// <summary>How a row of a results file ended. The stored values never change.</summary>
public enum RowOutcome
{
    /// <summary>Judged good; becomes <see cref="Issued"/>, or rejected or duplicate when a later step refuses.</summary>
    Pending = 0,

    /// <summary>A certificate was issued.</summary>
    Issued = 1,

    /// <summary>Below a pass mark.</summary>
    NotPassed = 2,

    /// <summary>Faulty, or the institution had no right to issue it.</summary>
    Rejected = 3,

    /// <summary>The holder has a live certificate of the same kind, occupation, direction and grade.</summary>
    Duplicate = 4,
}

/// <summary>The codes of outcomes in the contract.</summary>
public static class RowOutcomes
{
    /// <summary>pending, issued, not_passed, rejected or duplicate.</summary>
    public static string Code(this RowOutcome outcome) => outcome switch
    {
        RowOutcome.Pending => "pending",
        RowOutcome.Issued => "issued",
        RowOutcome.NotPassed => "not_passed",
        RowOutcome.Rejected => "rejected",
        RowOutcome.Duplicate => "duplicate",
    };

    /// <summary>Reads a code of the contract.</summary>
    public static bool TryParse(string? code, out RowOutcome outcome)
    {
        foreach (var candidate in Enum.GetValues<RowOutcome>())
        {
            if (candidate.Code() == code)
            {
                outcome = candidate;
                return true;
            }
        }

        outcome = default;
        return false;
    }
}
