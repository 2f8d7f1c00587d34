using Certificates.Core.Coding;

namespace Certificates.Core.Register;

/// <summary>One version of a certificate together with what is common to all its versions.</summary>
internal sealed class VersionRecord
{
    private const int YearsOfANumber = 100;

    public required long CertificateId { get; init; }
    public required string Number { get; set; }

    /// <summary>The number on the paper of a certificate issued before this system; null where only its key is known.</summary>
    public string? PrintedNumber { get; init; }

    /// <summary>What the printed number is found by; null where there is none.</summary>
    public string? PrintedKey { get; init; }
    public required CertificateKind Kind { get; init; }
    public required CertificateOrigin Origin { get; init; }
    public required long InstitutionId { get; init; }
    public required string InstitutionCode { get; init; }
    public required Grade Grade { get; init; }
    public required DateOnly AssessedOn { get; init; }
    public required DateOnly IssuedOn { get; init; }
    public required CertificateStatus Status { get; init; }
    public required DateTimeOffset StatusChangedAt { get; init; }
    public string? StatusCategory { get; init; }
    public required long CurrentVersion { get; init; }
    public byte[]? ClaimHash { get; init; }
    public required long ClaimGeneration { get; init; }
    public required long Version { get; init; }
    public required string Name { get; init; }
    public required string NameKey { get; init; }
    public required IdType IdType { get; init; }
    public required byte[] IdNumberCipher { get; init; }
    public required string KeyId { get; init; }
    public required byte[] HolderKey { get; set; }
    public required string OccupationCode { get; init; }
    public required string OccupationName { get; init; }
    public required string OccupationEnglishName { get; init; }
    public string? DirectionName { get; init; }

    /// <summary>Null or empty where none is on file.</summary>
    public string? DirectionEnglishName { get; init; }

    /// <summary>Class hours of a course, in hundredths; null where none is on record.</summary>
    public long? CourseHours { get; init; }

    /// <summary>The first day of a course; null where none is on record.</summary>
    public DateOnly? CourseStartedOn { get; init; }

    /// <summary>The course as printed; null where none is on record.</summary>
    public Course? Course => CourseHours is { } hours ? new Course(hours / Course.Hundred, CourseStartedOn) : null;

    public required string InstitutionName { get; init; }
    public required string InstitutionEnglishName { get; init; }
    public required string LicenceIdentifier { get; init; }

    /// <summary>The identifier that the public is told; null where it has none, or is none of this system's paper.</summary>
    public string? PublicIdentifier => Origin == CertificateOrigin.Imported ? null : Coding.LicenceIdentifier.Of(LicenceIdentifier);

    public byte[]? PhotoHash { get; init; }
    public long? DocumentId { get; init; }
    public required DateTimeOffset ReservedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>SHA-256 of the signed file; null where there is none.</summary>
    public byte[]? FileHash { get; init; }

    /// <summary>The token's, see <see cref="SignedFile.TokenHash"/>; null where there is none.</summary>
    public byte[]? TokenHash { get; init; }

    /// <summary>How many events the certificate has.</summary>
    public required long Events { get; init; }

    /// <summary>The seal over the certificate and all its versions; null while it is only reserved.</summary>
    public byte[]? Seal { get; init; }

    /// <summary>
    /// True where the register must not be believed about it: the nightly check found so, its seal is broken, or the row says otherwise
    /// than its own number, which says kind, institution, grade and year of issue.
    /// </summary>
    public bool IsDoubted
    {
        get => field || !FitsItsNumber();
        private set;
    }

    /// <summary>Takes note of a seal that is broken.</summary>
    public void Doubt() => IsDoubted = true;

    /// <summary>Takes note of a doubt, and of the number and the holder it is about.</summary>
    public void Doubt(Doubt doubt)
    {
        IsDoubted = true;
        Number = doubt.Number ?? Number;
        HolderKey = doubt.HolderKey is { } key ? Convert.FromHexString(key) : HolderKey;
    }

    /// <summary>A version counts from its signature on: one that is only reserved is not known to the public.</summary>
    public bool IsPublic => CompletedAt is not null && Version <= CurrentVersion;

    /// <summary>False where the row says otherwise than its own number.</summary>
    public bool FitsItsNumber() =>
        Origin != CertificateOrigin.Issued || CertificateNumber.OfRecord(Number) is not { IsEarlier: false } number
        || (number.Kind == Kind && number.InstitutionCode == InstitutionCode && number.Grade == Grade
            && number.Year == IssuedOn.Year % YearsOfANumber);
}

/// <summary>A stored PDF: the style's constant part in clear, the certificate's own part encrypted.</summary>
internal sealed class DocumentRecord
{
    public required long Id { get; init; }
    public required byte[] FileHash { get; init; }
    public required long Length { get; init; }
    public required string KeyId { get; init; }
    public required byte[] BodyCipher { get; init; }
    public required byte[] Skeleton { get; init; }
}
