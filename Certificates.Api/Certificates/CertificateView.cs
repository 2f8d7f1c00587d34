using System.Text.Json.Serialization;
using Certificates.Core;
using Certificates.Core.Register;

namespace Certificates.Api.Certificates;

/// <summary>A certificate with its history.</summary>
/// <param name="Number">The number.</param>
/// <param name="Kind">The kind of certificate.</param>
/// <param name="Origin">issued here, or imported: issued before this system.</param>
/// <param name="RestsOn">The number of the training certificate it rests on; absent where none was named.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StatusChangedAt">Since when.</param>
/// <param name="CurrentVersion">The version in force.</param>
/// <param name="InstitutionCode">The institution that issued it.</param>
/// <param name="Versions">All versions, oldest first.</param>
/// <param name="Events">All events, oldest first.</param>
internal sealed record CertificateView(
    string Number,
    CertificateKind Kind,
    CertificateOrigin Origin,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RestsOn,
    CertificateStatus Status,
    DateTimeOffset StatusChangedAt,
    int CurrentVersion,
    string InstitutionCode,
    IReadOnlyList<VersionView> Versions,
    IReadOnlyList<IssuedEvent> Events)
{
    /// <summary>As it is shown.</summary>
    public static CertificateView Of(IssuedCertificate issued) => new(
        issued.Number,
        issued.Kind,
        issued.Origin,
        issued.RestsOn,
        issued.Status,
        issued.StatusChangedAt,
        issued.CurrentVersion,
        issued.InstitutionCode,
        [.. issued.Versions.Select(VersionView.Of)],
        issued.Events);
}

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
/// <param name="LicenceIdentifier">电子证照标识, GB/T 36904-2018.</param>
/// <param name="HasPdf">False for what was imported.</param>
internal sealed record VersionView(
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
    string LicenceIdentifier,
    bool HasPdf)
{
    /// <summary>As it is shown.</summary>
    public static VersionView Of(IssuedVersion issued) => new(
        issued.Certificate.Version,
        issued.Certificate.Holder.Name.Value,
        issued.Certificate.Holder.Document.Type,
        issued.Certificate.OccupationCode,
        issued.Certificate.Occupation.Chinese,
        issued.Certificate.Direction,
        issued.Certificate.Grade,
        issued.Certificate.Institution.Chinese,
        issued.Certificate.AssessedOn,
        issued.Certificate.IssuedOn,
        issued.IssuedAt,
        issued.Certificate.LicenceIdentifier,
        issued.HasPdf);
}

/// <summary>A pick-up code.</summary>
/// <param name="ClaimCode">领取码, to be handed to the holder.</param>
internal sealed record ClaimCodeView(string ClaimCode);
