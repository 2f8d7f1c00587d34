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
    public static string? IdsName(string series) =>
        series.StartsWith(IdPrefix, StringComparison.Ordinal) ? series[IdPrefix.Length..] : null;
}
