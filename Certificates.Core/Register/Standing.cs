namespace Certificates.Core.Register;

/// <summary>A certificate as it stands: all that duplicates, changes and recoveries are judged by.</summary>
internal sealed class Standing
{
    /// <summary>Reads it; a condition follows.</summary>
    public const string Select = """
        SELECT Id, Number, InstitutionId, UNICODE(Kind) AS Kind, OccupationNumber, DirectionNumber, Grade, HolderKey, PassportNameKey,
            Status, StatusChangedAt, StatusCategory, CurrentVersion, RowVersion
        FROM Certificate
        """;

    public required long Id { get; init; }
    public required string Number { get; init; }
    public required long InstitutionId { get; init; }
    public required CertificateKind Kind { get; init; }
    public required string OccupationNumber { get; init; }
    public required string DirectionNumber { get; init; }
    public required Grade Grade { get; init; }
    public required byte[] HolderKey { get; init; }
    public required string PassportNameKey { get; init; }
    public required CertificateStatus Status { get; init; }
    public required DateTimeOffset StatusChangedAt { get; init; }
    public string? StatusCategory { get; init; }
    public required long CurrentVersion { get; init; }
    public required long RowVersion { get; init; }
}

/// <summary>A status certificates are given.</summary>
/// <param name="Status">The status.</param>
/// <param name="At">Since when.</param>
/// <param name="Category">Why, in the public's words.</param>
internal sealed record NewStatus(CertificateStatus Status, DateTimeOffset At, string Category);
