using System.Text;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Privacy;

namespace Certificates.Core.Register;

/// <summary>A version of a certificate about to be stored: reserved, entered from an institution's records, or a correction.</summary>
internal sealed record NewVersion
{
    public static readonly TableColumns<NewVersion> Columns = new(
        "CertificateVersion",
        ("CertificateId", v => v.CertificateId),
        ("Version", v => (long)v.Certificate.Version),
        ("Name", v => v.Certificate.Holder.Name.Value),
        ("NameKey", v => v.Certificate.Holder.Name.PassportKey),
        ("IdType", v => (long)v.Certificate.Holder.Document.Type),
        ("IdNumberCipher", v => v.IdNumberCipher),
        ("KeyId", v => v.KeyId),
        ("HolderKey", v => v.HolderKey),
        ("OccupationCode", v => v.Certificate.OccupationCode),
        ("OccupationName", v => v.Certificate.Occupation.Chinese),
        ("OccupationEnglishName", v => v.Certificate.Occupation.English),
        ("DirectionName", v => v.Certificate.Direction),
        ("DirectionEnglishName", v => v.Certificate.DirectionEnglish),
        ("CourseHours", v => v.Certificate.Course?.Hundredths),
        ("CourseStartedOn", v => v.Certificate.Course?.StartedOn),
        ("InstitutionName", v => v.Certificate.Institution.Chinese),
        ("InstitutionEnglishName", v => v.Certificate.Institution.English),
        ("LicenceIdentifier", v => v.Certificate.LicenceIdentifier),
        ("PhotoHash", v => v.PhotoHash),
        ("StyleId", v => v.File?.StyleId),
        ("DocumentId", v => v.File?.Id),
        ("PdfKeyId", v => v.File?.PdfKeyId),
        ("QrKeyId", v => v.File?.QrKeyId),
        ("FileHash", v => v.File?.FileHash),
        ("TokenHash", v => v.File?.TokenHash),
        ("BatchId", v => v.Row?.BatchId),
        ("Row", v => v.Row?.Number),
        ("ReservedAt", v => v.ReservedAt),
        ("CompletedAt", v => v.CompletedAt),
        ("SearchName", v => PersonName.LookUpKey(v.Certificate.Holder.Name.Value)),
        ("SearchForm", _ => (long)PersonName.LookUpForm));

    public required long CertificateId { get; init; }

    /// <summary>What it prints.</summary>
    public required Certificate Certificate { get; init; }

    public required byte[] HolderKey { get; init; }

    public required byte[] IdNumberCipher { get; init; }

    public required string KeyId { get; init; }

    public byte[]? PhotoHash { get; init; }

    /// <summary>The row of a batch it comes from; null for a correction.</summary>
    public RowId? Row { get; init; }

    /// <summary>Its file; null while it is only reserved, and for ever where it was issued before this system.</summary>
    public SignedFile? File { get; init; }

    public required DateTimeOffset ReservedAt { get; init; }

    /// <summary>When it came into force; null while it is only reserved.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The version its events are about.</summary>
    public EventSubject Subject => new(CertificateId, Certificate.Number, Certificate.Version);

    /// <summary>A version with its holder's ID number encrypted for its place.</summary>
    public static NewVersion Of(long certificateId, Certificate certificate, byte[] holderKey, DataCipher identity, DateTimeOffset at) =>
        new()
        {
            CertificateId = certificateId,
            Certificate = certificate,
            HolderKey = holderKey,
            IdNumberCipher = identity.Encrypt(
            Encoding.UTF8.GetBytes(certificate.Holder.Document.Number), Places.IdNumber(certificateId, certificate.Version)),
            KeyId = identity.KeyId,
            ReservedAt = at,
        };
}

/// <summary>A row of a batch.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="Number">Its number in the file, from 1.</param>
internal readonly record struct RowId(string BatchId, long Number);

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
        ("PrintedNumber", c => c.Printed?.Value),
        ("PrintedKey", c => c.Printed?.Key),
        ("Seal", c => c.Seal),
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

    /// <summary>The number on its paper, where that was issued before this system.</summary>
    public PrintedNumber? Printed { get; init; }

    /// <summary>The seal of one that is in force at once; null for one that is only reserved.</summary>
    public byte[]? Seal { get; init; }
}
