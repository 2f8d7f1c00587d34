using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Certificates.Core.Register;
using Certificates.Core.Register.Sealing;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>What of a look-up is there for its certificate to be believed, by itself.</summary>
internal static class TrustCost
{
    private const int Times = 100_000, Rounds = 9;

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
    /// What the count of its events adds to the reading of a certificate, µs: the statement of a look-up with it and without, in turn, for
    /// certificates here and there in a register.
    /// </summary>
    public static async Task<double> EventsAsync(BenchFolder folder, int certificates, CancellationToken cancellationToken)
    {
        var numbers = (await LookupBench.PeopleAsync(folder, Math.Max(1, certificates / Times), cancellationToken))
            .Select(person => person.Number).ToArray();
        RandomNumberGenerator.Shuffle(numbers.AsSpan());
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "register.db")};Mode=ReadOnly");
        await connection.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("PRAGMA cache_size = -8000", cancellationToken: cancellationToken));
        using var counting = Statement(connection, CertificateReader.Versions);
        using var plain = Statement(connection, CertificateReader.Versions.Replace(CertificateReader.Events, "1", StringComparison.Ordinal));
        var (with, without) = (new double[Rounds], new double[Rounds]);
        for (var i = 0; i < Rounds; i++)
        {
            with[i] = Figures.Seconds(1, () => ReadEach(counting, numbers));
            without[i] = Figures.Seconds(1, () => ReadEach(plain, numbers));
        }

        return (Figures.Median(with) - Figures.Median(without)) / numbers.Length * 1e6;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Constants of the reader.")]
    private static SqliteCommand Statement(SqliteConnection connection, string versions)
    {
        var command = connection.CreateCommand();
        command.CommandText = versions + " WHERE c.Number = @number ORDER BY v.Version";
        command.Parameters.Add("@number", SqliteType.Text);
        return command;
    }

    private static void ReadEach(SqliteCommand command, string[] numbers)
    {
        foreach (var number in numbers)
        {
            command.Parameters[0].Value = number;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                _ = reader.GetInt64(reader.FieldCount - 1);
            }
        }
    }
}
