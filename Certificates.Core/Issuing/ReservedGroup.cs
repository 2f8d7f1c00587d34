using Certificates.Core.Register;

namespace Certificates.Core.Issuing;

/// <summary>A group of rows on its way through the pipeline, held under one lease.</summary>
/// <param name="Owner">Who holds the rows.</param>
/// <param name="Reserved">Rows with a certificate number, to be composed and signed.</param>
/// <param name="Deferred">Rows whose twin is still on its way: judged again when that one has ended.</param>
/// <param name="At">When they were reserved: nothing of them is signed at an earlier instant.</param>
/// <param name="NextCertificateId">The first id behind certificates issued before this system; 0 when none was entered.</param>
internal sealed record ReservedGroup(
    string Owner,
    IReadOnlyList<Reserved> Reserved,
    IReadOnlyList<RowId> Deferred,
    DateTimeOffset At,
    long NextCertificateId);
