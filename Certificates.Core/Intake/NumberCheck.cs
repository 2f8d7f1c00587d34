using Certificates.Core.Register;
using Certificates.Core.Register.Making;

namespace Certificates.Core.Intake;

/// <summary>
/// Whether the number of an earlier certificate is free. Judged when the file comes in, and again in the write that enters it.
/// </summary>
internal static class NumberCheck
{
    /// <summary><c>number_taken</c>; null when it is free, or taken by the very certificate that makes the row a duplicate.</summary>
    public static Refusal? Fault(EarlierIssue? earlier, Standing? named, Standing? twin) =>
        earlier is null || named is null || twin?.Number == earlier.Number.Value
            ? null
            : new Refusal(RefusalCode.NumberTaken, ResultsColumn.Number.English());
}
