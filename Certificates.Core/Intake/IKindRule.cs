using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Register.Making;

namespace Certificates.Core.Intake;

/// <summary>What a form reads beside the common columns, and what it takes to pass.</summary>
internal interface IKindRule
{
    /// <summary>Reads the columns of its own; whatever cannot be taken is noted as a fault of the row.</summary>
    /// <param name="row">The row, and where its faults go.</param>
    /// <param name="occupation">The occupation, for its pass marks; null when the row names none.</param>
    /// <param name="assessedOn">Day of the assessment; null when the row has none.</param>
    /// <param name="today">The day the file arrived.</param>
    KindReading Read(RowReading row, Occupation? occupation, DateOnly? assessedOn, DateOnly today);
}

/// <summary>What the columns of a kind say.</summary>
internal sealed record KindReading
{
    /// <summary>Why the person did not pass; listed only where the row has no fault.</summary>
    public IReadOnlyList<Refusal> Shortfalls { get; init; } = [];

    /// <summary>The course a training certificate names; null with a fault, and for other kinds.</summary>
    public Course? Course { get; init; }

    /// <summary>The training certificate the grade rests on; null when none was named.</summary>
    public TrainingNumber? RestsOn { get; init; }

    /// <summary>Number and day of a certificate that was issued before this system; null for one to be issued.</summary>
    public EarlierIssue? Earlier { get; init; }
}
