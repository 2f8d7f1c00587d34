using System.Text.Json.Serialization;
using Certificates.Core.Coding;

namespace Certificates.Core.Register;

/// <summary>A certificate as its institution and the authority see it: with its versions and its events.</summary>
/// <param name="Id">What it is reached by where its number is not one of this system.</param>
/// <param name="Number">The number; of one issued before this system, what the register knows it by.</param>
/// <param name="PrintedNumber">The number on the paper of one issued before this system.</param>
/// <param name="Kind">The kind of certificate.</param>
/// <param name="Origin">Imported when it was issued before this system.</param>
/// <param name="RestsOn">The number of the training certificate it rests on; null when none was named.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StatusChangedAt">Since when.</param>
/// <param name="CurrentVersion">The version in force.</param>
/// <param name="InstitutionCode">The institution that issued it.</param>
/// <param name="Versions">All versions, oldest first.</param>
/// <param name="Events">All events, oldest first.</param>
public sealed record IssuedCertificate(
    long Id,
    string Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PrintedNumber,
    CertificateKind Kind,
    CertificateOrigin Origin,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RestsOn,
    CertificateStatus Status,
    DateTimeOffset StatusChangedAt,
    int CurrentVersion,
    string InstitutionCode,
    IReadOnlyList<IssuedVersion> Versions,
    IReadOnlyList<IssuedEvent> Events);

/// <summary>A version as printed, without the holder's ID number.</summary>
/// <param name="Version">1 for the first issue.</param>
/// <param name="Name">姓名.</param>
/// <param name="IdType">证件类型.</param>
/// <param name="OccupationCode">职业编码.</param>
/// <param name="Occupation">职业.</param>
/// <param name="Direction">职业方向; null is none.</param>
/// <param name="Grade">等级.</param>
/// <param name="Institution">评价机构.</param>
/// <param name="AssessedOn">考核日期.</param>
/// <param name="IssuedOn">发证日期.</param>
/// <param name="IssuedAt">When this version was signed.</param>
/// <param name="LicenceIdentifier">电子证照标识, GB/T 36904-2018; null where no licence type was assigned.</param>
/// <param name="HasPdf">False for what was imported.</param>
public sealed record IssuedVersion(
    int Version,
    string Name,
    IdType IdType,
    string OccupationCode,
    string Occupation,
    string? Direction,
    Grade Grade,
    string Institution,
    DateOnly AssessedOn,
    DateOnly IssuedOn,
    DateTimeOffset IssuedAt,
    string? LicenceIdentifier,
    bool HasPdf)
{
    /// <summary>True where the register has the photo that it shows.</summary>
    [JsonIgnore]
    public bool HasPhoto { get; init; }

    internal static IssuedVersion Of(Certificate printed, DateTimeOffset issuedAt, bool hasPdf) => new(
        printed.Version,
        printed.Holder.Name.Value,
        printed.Holder.Document.Type,
        printed.OccupationCode,
        printed.Occupation.Chinese,
        printed.Direction,
        printed.Grade,
        printed.Institution.Chinese,
        printed.AssessedOn,
        printed.IssuedOn,
        issuedAt,
        Coding.LicenceIdentifier.Of(printed.LicenceIdentifier),
        hasPdf);
}

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
