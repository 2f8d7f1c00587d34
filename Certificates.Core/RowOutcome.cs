namespace Certificates.Core;

/// <summary>What became of one row of a results file. What was received is always the sum of these.</summary>
public enum RowOutcome
{
    /// <summary>Passed and free of faults: a certificate is on its way.</summary>
    Pending = 0,

    /// <summary>Has its certificate.</summary>
    Issued = 1,

    /// <summary>Below a pass mark.</summary>
    NotPassed = 2,

    /// <summary>At fault; the reasons say where.</summary>
    Rejected = 3,

    /// <summary>The holder has this very certificate already.</summary>
    Duplicate = 4,
}

/// <summary>The codes outcomes go by in files and JSON.</summary>
public static class RowOutcomes
{
    /// <summary>The code of the contract.</summary>
    public static string Code(this RowOutcome outcome) => outcome switch
    {
        RowOutcome.Pending => "pending",
        RowOutcome.Issued => "issued",
        RowOutcome.NotPassed => "not_passed",
        RowOutcome.Rejected => "rejected",
        RowOutcome.Duplicate => "duplicate",
    };

    /// <summary>Reads a code.</summary>
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
