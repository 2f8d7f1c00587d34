using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Core.Issuing;

/// <summary>A certificate whose PDF is signed and checked, and all that the register keeps of it.</summary>
/// <param name="Reserved">The certificate.</param>
/// <param name="File">Its file.</param>
/// <param name="ClaimHash">The hash of its pick-up code.</param>
/// <param name="Event">Its issue; the file's hash is in the leaf.</param>
internal sealed record Completed(Reserved Reserved, SignedFile File, byte[] ClaimHash, LifeEvent Event);

/// <summary>A row that ended, with a new certificate or without.</summary>
/// <param name="Row">The row.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reasons">JSON of the reasons, or null.</param>
internal sealed record EndedRow(RowId Row, RowOutcome Outcome, string? Reasons);
