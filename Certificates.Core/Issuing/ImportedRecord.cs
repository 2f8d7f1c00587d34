using Certificates.Core.Coding;
using Certificates.Core.Register;

namespace Certificates.Core.Issuing;

/// <summary>A certificate issued before this system, as it is entered: in force from the day it was issued, complete without a PDF.</summary>
internal sealed record ImportedRecord
{
    public required long CertificateId { get; init; }
    public required Certificate Certificate { get; init; }
    public required CertificateKind Kind { get; init; }
    public required (long Id, string ProvinceCode) Institution { get; init; }
    public required string OccupationNumber { get; init; }
    public required string DirectionNumber { get; init; }
    public required byte[] HolderKey { get; init; }
    public required byte[] IdNumberCipher { get; init; }
    public required string KeyId { get; init; }
    public required string BatchId { get; init; }
    public required long Row { get; init; }
    public required long ActorKeyId { get; init; }
    public required long? SecondKeyId { get; init; }
    public required byte[] EvidenceHash { get; init; }
    public required DateTimeOffset At { get; init; }
    public required byte[] Salt { get; init; }
    public required byte[] Leaf { get; init; }

    public object?[] CertificateValues() =>
    [
        CertificateId, Certificate.Number.Value, Certificate.Number.RuleId, Kind.Letter(), Institution.Id, Institution.ProvinceCode,
        OccupationNumber, DirectionNumber, (long)Certificate.Grade, Certificate.AssessedOn, Certificate.IssuedOn, HolderKey,
        ReservedRecord.PassportNameKey(Certificate.Holder), (long)CertificateStatus.Valid, ChinaTime.StartOf(Certificate.IssuedOn), 1L, 0L,
        (long)CertificateOrigin.Imported, null, 1L,
    ];

    public object?[] VersionValues() =>
    [
        CertificateId, (long)Certificate.Version, Certificate.Holder.Name.Value, Certificate.Holder.Name.ComparisonKey,
        (long)Certificate.Holder.Document.Type, IdNumberCipher, KeyId, HolderKey, Certificate.OccupationCode,
        Certificate.Occupation.Chinese, Certificate.Occupation.English, Certificate.Direction, Certificate.Institution.Chinese,
        Certificate.Institution.English, Certificate.LicenceIdentifier, null, BatchId, Row, At, At,
    ];

    public object?[] EventValues() =>
        [CertificateId, (long)Certificate.Version, CertificateEvents.Imported, At, ActorKeyId, SecondKeyId, EvidenceHash, Salt, Leaf];
}
