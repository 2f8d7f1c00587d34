namespace Certificates.Core.Register;

/// <summary>One version of a certificate together with what is common to all its versions.</summary>
internal sealed class VersionRecord
{
    public required long CertificateId { get; init; }
    public required string Number { get; init; }

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
    public required byte[] HolderKey { get; init; }
    public required string OccupationCode { get; init; }
    public required string OccupationName { get; init; }
    public required string OccupationEnglishName { get; init; }
    public string? DirectionName { get; init; }
    public required string InstitutionName { get; init; }
    public required string InstitutionEnglishName { get; init; }
    public required string LicenceIdentifier { get; init; }
    public byte[]? PhotoHash { get; init; }
    public long? DocumentId { get; init; }
    public required DateTimeOffset ReservedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>A version counts from its signature on: one that is only reserved is not known to the public.</summary>
    public bool IsPublic => CompletedAt is not null && Version <= CurrentVersion;
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
