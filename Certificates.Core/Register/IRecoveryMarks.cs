namespace Certificates.Core.Register;

/// <summary>
/// What must be known outside the register too, so that a register restored from an older copy gives no number twice and takes no
/// revocation back. Rooms that write say it here; <c>Recovery</c> keeps it.
/// </summary>
internal interface IRecoveryMarks
{
    /// <summary>The first number or id of a series that was never given; 0 when none ever was.</summary>
    long Next(string series);

    /// <summary>Keeps how far series were used; on disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be kept: then nothing may be signed by these numbers yet.</exception>
    Task GivenAsync(IEnumerable<SeriesMark> marks);

    /// <summary>
    /// Keeps where certificates stand after a change that is committed. Never fails: the next start finds what could not be kept.
    /// </summary>
    Task ChangedAsync(IReadOnlyCollection<long> certificateIds);
}

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

/// <summary>
/// The register was restored from an older copy and does not know all that was given and revoked: nothing is issued from it.
/// </summary>
public sealed class RegisterBehindException : InvalidOperationException
{
    internal RegisterBehindException(string what)
        : base(
            $"The register is behind what was issued: {what}. It was restored from an older copy. Stop every process that uses it, and run "
            + "'dotnet run --project Certificates.Api -- recover', which leaves no number to be given twice and puts revocations "
                + "in force again.")
    {
    }
}
