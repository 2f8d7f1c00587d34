using Certificates.Core.Data;

namespace Certificates.Core.Register;

/// <summary>A certificate about to be stored together with its first version.</summary>
internal sealed record NewCertificate
{
    public static readonly TableColumns<NewCertificate> Columns = new(
        "Certificate",
        ("Id", c => c.First.CertificateId),
        ("Number", c => c.First.Certificate.Number.Value),
        ("CodingRuleId", c => c.First.Certificate.Number.RuleId),
        ("Kind", c => c.Kind.Letter()),
        ("InstitutionId", c => c.InstitutionId),
        ("ProvinceCode", c => c.ProvinceCode),
        ("OccupationNumber", c => c.OccupationNumber),
        ("DirectionNumber", c => c.DirectionNumber),
        ("Grade", c => (long)c.First.Certificate.Grade),
        ("AssessedOn", c => c.First.Certificate.AssessedOn),
        ("IssuedOn", c => c.First.Certificate.IssuedOn),
        ("HolderKey", c => c.First.HolderKey),
        ("PassportNameKey", c => c.First.Certificate.Holder.PassportNameKey),
        ("Status", c => (long)c.Status),
        ("StatusChangedAt", c => c.StatusChangedAt),
        ("CurrentVersion", c => (long)c.First.Certificate.Version),
        ("ClaimGeneration", c => c.ClaimGeneration),
        ("Origin", c => (long)c.Origin),
        ("RestsOnCertificateId", c => c.RestsOnCertificateId),
        ("RowVersion", _ => 1L));

    public required NewVersion First { get; init; }

    public required CertificateKind Kind { get; init; }

    public required long InstitutionId { get; init; }

    public required string ProvinceCode { get; init; }

    public required string OccupationNumber { get; init; }

    public required string DirectionNumber { get; init; }

    public required CertificateStatus Status { get; init; }

    public required DateTimeOffset StatusChangedAt { get; init; }

    /// <summary>How many pick-up codes were made; 0 where none was.</summary>
    public required long ClaimGeneration { get; init; }

    public required CertificateOrigin Origin { get; init; }

    /// <summary>The training certificate it rests on.</summary>
    public long? RestsOnCertificateId { get; init; }
}
