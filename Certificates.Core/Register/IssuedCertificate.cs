using Certificates.Core.Coding;

namespace Certificates.Core.Register;

/// <summary>A certificate as its institution and the authority see it: with its versions and its events.</summary>
/// <param name="Number">The number.</param>
/// <param name="Kind">The kind of certificate.</param>
/// <param name="Origin">Imported when it was issued before this system.</param>
/// <param name="InstitutionCode">The institution that issued it.</param>
/// <param name="RestsOn">The number of the training certificate it rests on; null when none was named.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StatusChangedAt">Since when.</param>
/// <param name="CurrentVersion">The version in force.</param>
/// <param name="Versions">All versions, oldest first.</param>
/// <param name="Events">All events, oldest first.</param>
public sealed record IssuedCertificate(
    string Number,
    CertificateKind Kind,
    CertificateOrigin Origin,
    string InstitutionCode,
    string? RestsOn,
    CertificateStatus Status,
    DateTimeOffset StatusChangedAt,
    int CurrentVersion,
    IReadOnlyList<IssuedVersion> Versions,
    IReadOnlyList<IssuedEvent> Events);

/// <summary>A version of a certificate; the ID number stays in the register.</summary>
/// <param name="Certificate">As printed.</param>
/// <param name="IssuedAt">When it was signed.</param>
/// <param name="HasPdf">False for what was imported.</param>
public sealed record IssuedVersion(Certificate Certificate, DateTimeOffset IssuedAt, bool HasPdf);

/// <summary>An event of a certificate's life; never shown to the public.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Version">To which version.</param>
/// <param name="At">When.</param>
/// <param name="ActorKeyId">The key that asked for it; null is the service itself.</param>
/// <param name="SecondKeyId">The key that decided it, where two were needed.</param>
/// <param name="Category">Reason category, if the kind has one.</param>
/// <param name="Reason">The free text given with it.</param>
/// <param name="EvidenceSha256">SHA-256, lower-case hex, of the document named with it; of an issue, of the signed file.</param>
public sealed record IssuedEvent(
    string Kind,
    int Version,
    DateTimeOffset At,
    long? ActorKeyId,
    long? SecondKeyId,
    string? Category,
    string? Reason,
    string? EvidenceSha256);
