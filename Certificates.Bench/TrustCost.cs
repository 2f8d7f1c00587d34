using Certificates.Core.Register;
using Certificates.Core.Register.Sealing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>What of a look-up is there for its certificate to be believed, by itself.</summary>
internal static class TrustCost
{
    private const int Times = 100_000;

    /// <summary>The check of a seal, µs.</summary>
    public static async Task<double> SealAsync(BenchFolder folder, CancellationToken cancellationToken)
    {
        var first = (await folder.Services.GetRequiredService<CertificateReader>().ByIdsAsync([1], cancellationToken))[0];
        var seals = folder.Services.GetRequiredService<Seals>();
        return Figures.Seconds(5, () =>
        {
            for (var i = 0; i < Times; i++)
            {
                _ = seals.Holds([first]);
            }
        }) / Times * 1e6;
    }

    /// <summary>
    /// Counting the events of certificates here and there in a register, µs each: at most, for here it is a statement of its own, and there a
    /// part of one.
    /// </summary>
    public static double Events(BenchFolder folder, int certificates)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "register.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM CertificateEvent WHERE CertificateId = @id";
        var id = command.Parameters.Add("@id", SqliteType.Integer);
        return Figures.Seconds(5, () =>
        {
            for (var i = 0L; i < Times; i++)
            {
                id.Value = 1_000 + (i * 7_919 % certificates);
                command.ExecuteScalar();
            }
        }) / Times * 1e6;
    }
}
