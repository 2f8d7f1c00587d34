namespace Certificates.Core.Register;

/// <summary>How far a series was used.</summary>
/// <param name="Series">From <see cref="Serials"/> or <see cref="Ids"/>.</param>
/// <param name="Next">The first that was not given.</param>
internal sealed record SeriesMark(string Series, long Next)
{
    private const string IdPrefix = "id/";

    /// <summary>The series of a kind, an institution by its code, and a year: <c>Z/0001/2026</c>.</summary>
    public static string Serials(CertificateKind kind, string institutionCode, int year) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(char)kind}/{institutionCode}/{year}");

    /// <summary>A series of ids.</summary>
    public static string Ids(string name) => IdPrefix + name;

    /// <summary>The name of a series of ids; null for one of serials.</summary>
    public static string? IdsName(string series) => series.StartsWith(IdPrefix, StringComparison.Ordinal) ? series[IdPrefix.Length..] : null;
}

/// <summary>A change of a certificate's status, or of the version in force.</summary>
/// <param name="Number">The certificate.</param>
/// <param name="Status">What it changed to.</param>
/// <param name="Category">The public category.</param>
/// <param name="At">When.</param>
/// <param name="Version">The version in force since.</param>
/// <param name="IsSettled">True once a recovery dealt with it as far as it can be dealt with.</param>
internal sealed record StatusMark(
    string Number, CertificateStatus Status, string? Category, DateTimeOffset At, long Version, bool IsSettled = false);

/// <summary>What the journal knows.</summary>
/// <param name="Series">How far each series was used.</param>
/// <param name="Statuses">The latest change of each certificate that ever changed.</param>
internal sealed record JournalContent(IReadOnlyDictionary<string, long> Series, IReadOnlyList<StatusMark> Statuses);

/// <summary>Where a certificate stands in the register.</summary>
internal sealed class StandingRecord
{
    public required long Id { get; init; }
    public required string Number { get; init; }
    public required long Status { get; init; }
    public string? StatusCategory { get; init; }
    public required DateTimeOffset StatusChangedAt { get; init; }
    public required long CurrentVersion { get; init; }
    public required long RowVersion { get; init; }

    /// <summary>As the journal keeps it.</summary>
    public StatusMark Mark() => new(Number, (CertificateStatus)Status, StatusCategory, StatusChangedAt, CurrentVersion);

    /// <summary>True when the journal knows a later change that is not here.</summary>
    public bool IsBehind(StatusMark mark) =>
        CurrentVersion < mark.Version || (mark.At - StatusChangedAt > TimeSpan.FromMilliseconds(1) && Status != (long)mark.Status);
}

/// <summary>How far the register used a series.</summary>
internal sealed class SeriesRecord
{
    public required string Kind { get; init; }
    public required string Code { get; init; }
    public required long Year { get; init; }
    public required long Next { get; init; }

    public SeriesMark Mark() => new(SeriesMark.Serials((CertificateKind)Kind[0], Code, (int)Year), Next);
}
