using Certificates.Core.Coding;
using Certificates.Core.Copies;
using Certificates.Core.Verifying.Logged;

namespace Certificates.Core.Verifying;

/// <summary>
/// The answer to one question. Unknown number, wrong name and wrong ID number give one identical
/// <see cref="VerdictKind.NotFound"/>; it never holds an ID number, a photo or a score.
/// </summary>
public sealed record Verdict
{
    /// <summary>The answer.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>
    /// Reason codes of the contract, empty when valid: suspended, superseded, revoked, cancelled; of a file also altered, copied_from,
    /// forged, foreign, unsigned, copy, copy_ended.
    /// </summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What to compare with the paper; null unless the question proved to know the certificate.</summary>
    public VerifiedCertificate? Certificate { get; init; }

    /// <summary>The day its status last changed, China Standard Time.</summary>
    public DateOnly? StatusChangedOn { get; init; }

    /// <summary>Why its status changed, a category of the contract; null when it is valid, or was never changed.</summary>
    public string? Category { get; init; }

    /// <summary>The day the version in force was issued; said for an earlier version.</summary>
    public DateOnly? CurrentVersionIssuedOn { get; init; }

    /// <summary>The version in force; said for an earlier version.</summary>
    public int? CurrentVersion { get; init; }

    /// <summary>For a PDF: what its bytes, its signature and the register each say.</summary>
    public FileFindings? File { get; init; }

    /// <summary>Of an annotated copy that has not ended: what it says of itself.</summary>
    public CopyFindings? Copy { get; init; }

    /// <summary>For a number of a sister rule: which, and where it is looked up.</summary>
    public OtherScheme? OtherScheme { get; init; }

    /// <summary>What agrees with the register: of a question what it gave; nothing where nothing was found or nothing was asked.</summary>
    public Facts Compared { get; init; }

    /// <summary>True when an ID number was given and not compared, after too many wrong ones beside this certificate in a day.</summary>
    public bool IsIdNumberWithheld { get; init; }

    /// <summary>The number asked for; null when none was.</summary>
    public string? Asked { get; init; }

    /// <summary>The number that was looked up, when letters typed in it were read as the digits they look like; else null.</summary>
    public string? ReadAs { get; init; }

    /// <summary>What proves it by the log, where that was asked for.</summary>
    public LogProof? Log { get; init; }

    /// <summary>The instant up to which the register is known to be read; null when it could not be asked.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>
/// The public facts of a certificate. One issued before this system has no licence identifier, whatever the register gave it.
/// </summary>
public sealed record VerifiedCertificate(
    string Number,
    int Version,
    string Name,
    string OccupationCode,
    BilingualName Occupation,
    string? Direction,
    Grade Grade,
    string InstitutionCode,
    BilingualName Institution,
    DateOnly IssuedOn,
    string? LicenceIdentifier)
{
    /// <summary>The kind of certificate.</summary>
    public CertificateKind Kind { get; init; } = CertificateKind.Grade;

    /// <summary>True when it was issued before this system, which has no PDF of it.</summary>
    public bool IsImported { get; init; }

    /// <summary>The number as the paper has it, where that is known of one issued before this system; else null.</summary>
    public string? PrintedNumber { get; init; }

    /// <summary>The direction in English; empty when none is on file.</summary>
    public string DirectionEnglish { get; init; } = "";

    /// <summary>培训, of a training certificate; null where none is on record.</summary>
    public Course? Course { get; init; }

    /// <summary>The last day of that course; null where none is on record.</summary>
    public DateOnly? CompletedOn { get; init; }
}

/// <summary>A scheme of numbers that is looked up elsewhere.</summary>
/// <param name="Id">Rule id, such as <c>JN-2019</c>.</param>
/// <param name="Name">Its certificate, such as 职业技能等级证书.</param>
/// <param name="LookUpAt">Where it is looked up.</param>
public sealed record OtherScheme(string Id, string Name, string LookUpAt);

/// <summary>What an annotated copy says of itself. It is the holder who says so.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Words">What its holder adds; may be empty.</param>
/// <param name="EndsOn">The last day it is good on, China Standard Time.</param>
public sealed record CopyFindings(CopyPurpose Purpose, string Words, DateOnly EndsOn)
{
    /// <summary>Never prints what somebody wrote.</summary>
    public override string ToString() => nameof(CopyFindings);
}

/// <summary>The three findings on a PDF, independent of each other, in the codes of the contract.</summary>
/// <param name="Bytes">same, different or unknown.</param>
/// <param name="Signature">valid, invalid, foreign or none.</param>
/// <param name="Register">found, not_found or unavailable.</param>
public sealed record FileFindings(string Bytes, string Signature, string Register);
