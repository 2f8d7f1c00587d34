using Certificates.Core.Catalogue;
using Certificates.Core.Coding;

namespace Certificates.Core.Intake;

/// <summary>What a form reads beside the common columns, and what it takes to pass.</summary>
internal interface IKindRule
{
    /// <summary>Reads the columns of its own; whatever cannot be taken is noted as a fault of the row.</summary>
    /// <param name="row">The row as sent.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="occupation">The occupation, for its pass marks; null when the row names none.</param>
    KindReading Read(SentRow row, RowFaults faults, Occupation? occupation);
}

/// <summary>What the columns of a kind say.</summary>
internal sealed record KindReading
{
    /// <summary>Why the person did not pass; listed only where the row has no fault.</summary>
    public IReadOnlyList<Refusal> Shortfalls { get; init; } = [];

    /// <summary>The training certificate the grade rests on; null when none was named.</summary>
    public CertificateNumber? RestsOn { get; init; }
}
