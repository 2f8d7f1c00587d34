using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Register.Searching;
using Certificates.Tests.Data.SqlServer;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Api.Searching;

/// <summary>How the database goes about a search: a row is held against the rest of the question by its own keys, never among all others.</summary>
internal sealed class SearchPlanTests
{
    private string _folder = null!;

    private static IEnumerable<Statement> Statements => Statement.Of(typeof(SearchStore)).Where(statement => statement.Text.Contains("ORDER BY", StringComparison.Ordinal));

    [OneTimeSetUp]
    public async Task MakeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("certificates-").FullName;
        using var dialect = new SqliteDialect($"Data Source={_folder}/register.db", readOnly: false, busyTimeoutSeconds: 30);
        await Migrator.MigrateAsync(dialect, CancellationToken.None);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [TestCaseSource(nameof(Statements))]
    public async Task Statement_HeldAgainstTheRest_LooksByTheCertificate(object statement)
    {
        var steps = await StepsAsync((Statement)statement);
        var inner = steps.SkipWhile(step => !step.StartsWith("CORRELATED", StringComparison.Ordinal)).Where(step => step.StartsWith("SEARCH", StringComparison.Ordinal));

        Assert.That(inner, Has.All.Match(@"CertificateId=\?|BatchId=\? AND Row=\?"), string.Join('\n', steps));
        Assert.That(steps, Has.None.Match("^SCAN (c|Certificate|CertificateVersion|BatchRow|n|b|v|r)$"), "nothing is read through");
    }

    [Test]
    public void Statements_AreFound() => Assert.That(Statements.Select(statement => statement.Name), Has.Exactly(8).Items);

    [SuppressMessage("Security", "CA2100", Justification = "The product's own statements.")]
    private async Task<List<string>> StepsAsync(Statement statement)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder}/register.db");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {statement.Single}";
        foreach (var name in statement.Parameters)
        {
            command.Parameters.AddWithValue($"@{name}", DBNull.Value);
        }

        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }
}
