using Certificates.Core.Register;

namespace Certificates.Core.Recovery;

/// <summary>What a recovery did, and what it could not do.</summary>
/// <param name="Jumps">Series that go on behind what was given.</param>
/// <param name="Statuses">Statuses that were not in the register.</param>
/// <param name="UnknownInstitutions">Series of institutions that the register does not know.</param>
/// <param name="Leaves">Leaves of the log that are in the register again.</param>
public sealed record RecoveryReport(
    IReadOnlyList<SeriesJump> Jumps, IReadOnlyList<RecoveredStatus> Statuses, IReadOnlyList<string> UnknownInstitutions, long Leaves);

/// <summary>A series that goes on further up.</summary>
/// <param name="Series">Such as <c>Z/0001/2026</c>; ids as <c>id/Certificate</c>.</param>
/// <param name="From">What the register would have given next.</param>
/// <param name="To">What it gives next now.</param>
public sealed record SeriesJump(string Series, long From, long To);

/// <summary>A status that was not in the register.</summary>
/// <param name="Number">The certificate.</param>
/// <param name="Status">Where it stood.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record RecoveredStatus(string Number, CertificateStatus Status, RecoveryOutcome Outcome);

/// <summary>What became of a status that was not in the register.</summary>
public enum RecoveryOutcome
{
    /// <summary>In force again.</summary>
    Applied,

    /// <summary>In force again; a correction made after the copy is not in the register.</summary>
    AppliedVersionLost,

    /// <summary>Only a correction made after the copy is missing.</summary>
    VersionLost,

    /// <summary>The certificate was issued after the copy: it exists on paper and not in the register.</summary>
    CertificateLost,

    /// <summary>The copy was made while the certificate was being issued: it is issued again with the same number.</summary>
    NotIssuedYet,

    /// <summary>Another live certificate of the same holder stands against it.</summary>
    Doubled,
}
