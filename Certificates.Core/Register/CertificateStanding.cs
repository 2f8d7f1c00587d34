namespace Certificates.Core.Register;

/// <summary>A certificate as far as changes of its status are judged by it.</summary>
internal sealed class CertificateStanding
{
    public required long Id { get; init; }
    public required string Number { get; init; }
    public required long InstitutionId { get; init; }
    public required long Status { get; init; }
    public required long CurrentVersion { get; init; }
    public required byte[] HolderKey { get; init; }
    public required string PassportNameKey { get; init; }
    public required string Kind { get; init; }
    public required string OccupationNumber { get; init; }
    public required string DirectionNumber { get; init; }
    public required long Grade { get; init; }
}

/// <summary>A status certificates are given.</summary>
/// <param name="Status">The stored value.</param>
/// <param name="At">Since when.</param>
/// <param name="Category">Why, in the public's words.</param>
internal sealed record StatusRecord(long Status, DateTimeOffset At, string Category);
