using Certificates.Core.Coding;
using Certificates.Core.Register;

namespace Certificates.Core.Issuing;

/// <summary>A certificate as it is reserved: number and intent on record, nothing signed yet.</summary>
internal sealed record ReservedRecord
{
    public required long CertificateId { get; init; }
    public required long InstitutionId { get; init; }
    public required Certificate Certificate { get; init; }
    public required byte[] HolderKey { get; init; }
    public required byte[] IdNumberCipher { get; init; }
    public required string KeyId { get; init; }
    public required byte[]? PhotoHash { get; init; }
    public required string BatchId { get; init; }
    public required long Row { get; init; }
    public required long ActorKeyId { get; init; }
    public long? SecondKeyId { get; init; }
    public required DateTimeOffset ReservedAt { get; init; }

    /// <summary>The training certificate it rests on; written when it is reserved.</summary>
    public long? RestsOnCertificateId { get; init; }

    /// <summary>What tells two holders of one passport number apart; empty for every other document.</summary>
    public static string PassportNameKey(Holder holder) =>
        holder.Document.Type == IdType.Passport ? holder.Name.ComparisonKey : "";

    public object?[] CertificateValues()
    {
        var number = Certificate.Number;
        return
        [
            CertificateId, number.Value, number.RuleId, ((char)number.Kind).ToString(), InstitutionId, number.ProvinceCode,
            number.OccupationNumber, number.DirectionNumber, (long)number.Grade, Certificate.AssessedOn, Certificate.IssuedOn,
            HolderKey, PassportNameKey(Certificate.Holder), (long)CertificateStatus.Reserved, ReservedAt, 1L, 1L, 0L,
            RestsOnCertificateId, 1L,
        ];
    }

    public object?[] VersionValues() =>
    [
        CertificateId, (long)Certificate.Version, Certificate.Holder.Name.Value, Certificate.Holder.Name.ComparisonKey,
        (long)Certificate.Holder.Document.Type, IdNumberCipher, KeyId, HolderKey, Certificate.OccupationCode,
        Certificate.Occupation.Chinese, Certificate.Occupation.English, Certificate.Direction, Certificate.Institution.Chinese,
        Certificate.Institution.English, Certificate.LicenceIdentifier, PhotoHash, BatchId, Row, ReservedAt,
    ];
}
