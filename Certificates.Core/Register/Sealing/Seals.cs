using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Privacy;

namespace Certificates.Core.Register.Sealing;

/// <summary>
/// The seal of a certificate: HMAC-SHA-256 over what a verdict rests on, of all its versions that came into force. Whoever has the
/// database alone cannot make one.
/// </summary>
internal sealed class Seals(SealHashes hashes)
{
    private const string Form = "certificate seal v1";

    [ThreadStatic]
    private static SealText? _text;

    /// <summary>The seal of a certificate with one version.</summary>
    public byte[] Of(in SealedCertificate certificate, in SealedVersion only)
    {
        var text = Begin(certificate);
        only.WriteTo(text);
        var seal = new byte[HMACSHA256.HashSizeInBytes];
        hashes.Write(text.Bytes, seal);
        return seal;
    }

    /// <summary>The seal of a certificate by all its versions, as they are read.</summary>
    public byte[] Of(ReadOnlySpan<VersionRecord> versions)
    {
        var seal = new byte[HMACSHA256.HashSizeInBytes];
        Write(versions, seal);
        return seal;
    }

    /// <summary>True when all that its versions say is what was sealed.</summary>
    public bool Holds(ReadOnlySpan<VersionRecord> versions)
    {
        Span<byte> seal = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Write(versions, seal);
        return CryptographicOperations.FixedTimeEquals(seal, versions[0].Seal);
    }

    private static SealText Begin(in SealedCertificate certificate)
    {
        var text = _text ??= new SealText();
        text.Clear();
        text.Add(Form);
        certificate.WriteTo(text);
        return text;
    }

    private void Write(ReadOnlySpan<VersionRecord> versions, Span<byte> seal)
    {
        var text = Begin(SealedCertificate.Of(versions[0]));
        foreach (var version in versions)
        {
            if (version.CompletedAt is not null)
            {
                SealedVersion.Of(version).WriteTo(text);
            }
        }

        hashes.Write(text.Bytes, seal);
    }
}

/// <summary>What a verdict rests on, of a certificate.</summary>
internal readonly record struct SealedCertificate
{
    public required long Id { get; init; }
    public required string Number { get; init; }
    public string? PrintedNumber { get; init; }
    public string? PrintedKey { get; init; }
    public required CertificateKind Kind { get; init; }
    public required CertificateOrigin Origin { get; init; }
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

    /// <summary>How many events it has: a row put back as it was before a change has one too few.</summary>
    public required long Events { get; init; }

    public static SealedCertificate Of(VersionRecord row) => new()
    {
        Id = row.CertificateId,
        Number = row.Number,
        PrintedNumber = row.PrintedNumber,
        PrintedKey = row.PrintedKey,
        Kind = row.Kind,
        Origin = row.Origin,
        InstitutionCode = row.InstitutionCode,
        Grade = row.Grade,
        AssessedOn = row.AssessedOn,
        IssuedOn = row.IssuedOn,
        Status = row.Status,
        StatusChangedAt = row.StatusChangedAt,
        StatusCategory = row.StatusCategory,
        CurrentVersion = row.CurrentVersion,
        ClaimHash = row.ClaimHash,
        ClaimGeneration = row.ClaimGeneration,
        Events = row.Events,
    };

    public void WriteTo(SealText text) => text.Add(Id).Add(Number).Add(PrintedNumber).Add(PrintedKey).Add((long)Kind).Add((long)Origin)
        .Add(InstitutionCode).Add((long)Grade).Add(AssessedOn).Add(IssuedOn).Add((long)Status).Add(StatusChangedAt).Add(StatusCategory)
        .Add(CurrentVersion).Add(ClaimHash).Add(ClaimGeneration).Add(Events);
}

/// <summary>What a verdict rests on, of a version that came into force.</summary>
internal readonly record struct SealedVersion
{
    private const long LaterFacts = -1;

    public required long Version { get; init; }
    public required string Name { get; init; }
    public required string NameKey { get; init; }
    public required IdType IdType { get; init; }
    public required byte[] HolderKey { get; init; }
    public required string OccupationCode { get; init; }
    public required string OccupationName { get; init; }
    public required string OccupationEnglishName { get; init; }
    public string? DirectionName { get; init; }
    public string? DirectionEnglishName { get; init; }
    public long? CourseHours { get; init; }
    public DateOnly? CourseStartedOn { get; init; }
    public required string InstitutionName { get; init; }
    public required string InstitutionEnglishName { get; init; }
    public required string LicenceIdentifier { get; init; }
    public byte[]? PhotoHash { get; init; }
    public byte[]? FileHash { get; init; }
    public byte[]? TokenHash { get; init; }
    public required DateTimeOffset CompletedAt { get; init; }

    public static SealedVersion Of(VersionRecord row) => new()
    {
        Version = row.Version,
        Name = row.Name,
        NameKey = row.NameKey,
        IdType = row.IdType,
        HolderKey = row.HolderKey,
        OccupationCode = row.OccupationCode,
        OccupationName = row.OccupationName,
        OccupationEnglishName = row.OccupationEnglishName,
        DirectionName = row.DirectionName,
        DirectionEnglishName = row.DirectionEnglishName,
        CourseHours = row.CourseHours,
        CourseStartedOn = row.CourseStartedOn,
        InstitutionName = row.InstitutionName,
        InstitutionEnglishName = row.InstitutionEnglishName,
        LicenceIdentifier = row.LicenceIdentifier,
        PhotoHash = row.PhotoHash,
        FileHash = row.FileHash,
        TokenHash = row.TokenHash,
        CompletedAt = row.CompletedAt!.Value,
    };

    /// <summary>A version as it is put in force.</summary>
    public static SealedVersion Of(
        Certificate printed, byte[] holderKey, byte[]? photoHash, SignedFile? file, DateTimeOffset completedAt) => new()
        {
            Version = printed.Version,
            Name = printed.Holder.Name.Value,
            NameKey = printed.Holder.Name.PassportKey,
            IdType = printed.Holder.Document.Type,
            HolderKey = holderKey,
            OccupationCode = printed.OccupationCode,
            OccupationName = printed.Occupation.Chinese,
            OccupationEnglishName = printed.Occupation.English,
            DirectionName = printed.Direction,
            DirectionEnglishName = printed.DirectionEnglish,
            CourseHours = printed.Course?.Hundredths,
            CourseStartedOn = printed.Course?.StartedOn,
            InstitutionName = printed.Institution.Chinese,
            InstitutionEnglishName = printed.Institution.English,
            LicenceIdentifier = printed.LicenceIdentifier,
            PhotoHash = photoHash,
            FileHash = file?.FileHash,
            TokenHash = file?.TokenHash,
            CompletedAt = completedAt,
        };

    public void WriteTo(SealText text)
    {
        text.Add(Version).Add(Name).Add(NameKey).Add((long)IdType).Add(HolderKey).Add(OccupationCode)
            .Add(OccupationName).Add(OccupationEnglishName).Add(DirectionName).Add(InstitutionName).Add(InstitutionEnglishName)
            .Add(LicenceIdentifier).Add(PhotoHash).Add(FileHash).Add(TokenHash).Add(CompletedAt);

        // What seals did not know at first is added only where it is there, so that those made before hold; a version that follows begins
        // with its number, which is never this mark.
        if (!string.IsNullOrEmpty(DirectionEnglishName) || CourseHours is not null || CourseStartedOn is not null)
        {
            text.Add(LaterFacts).Add(DirectionEnglishName).Add(CourseHours ?? -1).Add(CourseStartedOn?.DayNumber ?? -1L);
        }
    }
}
