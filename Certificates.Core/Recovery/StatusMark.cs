using Certificates.Core.Register;

namespace Certificates.Core.Recovery;

/// <summary>A change of a certificate's status, or of the version in force.</summary>
/// <param name="Number">The certificate.</param>
/// <param name="Status">What it changed to.</param>
/// <param name="Category">The public category.</param>
/// <param name="At">When.</param>
/// <param name="Version">The version in force since.</param>
/// <param name="IsSettled">True once a recovery dealt with it as far as it can be dealt with.</param>
internal sealed record StatusMark(
    string Number, CertificateStatus Status, string? Category, DateTimeOffset At, long Version, bool IsSettled = false)
{
    /// <summary>Where a certificate stands, as the journal keeps it.</summary>
    public static StatusMark Of(Standing standing) =>
        new(standing.Number, standing.Status, standing.StatusCategory, standing.StatusChangedAt, standing.CurrentVersion);

    /// <summary>True when the journal knows a later change than the register.</summary>
    public bool IsAheadOf(Standing standing) =>
        standing.CurrentVersion < Version || (At - standing.StatusChangedAt > TimeSpan.FromMilliseconds(1) && standing.Status != Status);
}

/// <summary>What the journal knows.</summary>
/// <param name="Series">How far each series was used.</param>
/// <param name="Statuses">The latest change of each certificate that ever changed.</param>
internal sealed record JournalContent(IReadOnlyDictionary<string, long> Series, IReadOnlyList<StatusMark> Statuses);

/// <summary>How far the register used a series.</summary>
internal sealed class SeriesRecord
{
    public required CertificateKind Kind { get; init; }
    public required string Code { get; init; }
    public required long Year { get; init; }
    public required long Next { get; init; }

    public SeriesMark Mark() => new(SeriesMark.Serials(Kind, Code, (int)Year), Next);
}
