using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;

namespace Certificates.Tests.Data;

/// <summary>The SQL Server that <c>CERTIFICATES_TEST_SQLSERVER</c> names, where there is one: each test makes a database of its own there, and drops it.</summary>
internal static class TestServer
{
    public const string Variable = "CERTIFICATES_TEST_SQLSERVER";

    private const int CommandTimeoutSeconds = 10;

    public static bool IsThere => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>The connection string of a database that is not there yet; the migrator makes it.</summary>
    public static string NewDatabase() => new SqlConnectionStringBuilder(Environment.GetEnvironmentVariable(Variable))
    {
        InitialCatalog = $"certificates_test_{Guid.CreateVersion7():n}",
        CommandTimeout = CommandTimeoutSeconds,
        MinPoolSize = 0,
    }.ConnectionString;

    /// <summary>Settings of a service on that database.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(string connectionString) =>
    [
        new("Storage:Provider", "SqlServer"),
        new("Storage:ConnectionString", connectionString),
    ];

    /// <summary>Drops a database, whoever is still connected to it.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "The name is our own.")]
    public static async Task DropAsync(string connectionString)
    {
        SqlConnection.ClearAllPools();
        var builder = new SqlConnectionStringBuilder(connectionString);
        var name = builder.InitialCatalog;
        (builder.InitialCatalog, builder.Pooling) = ("master", false);
        await using var connection = new SqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            IF SERVERPROPERTY('Babelfish') IS NULL AND DB_ID(N'{name}') IS NOT NULL
                EXEC (N'ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE');
            IF DB_ID(N'{name}') IS NOT NULL DROP DATABASE [{name}];
            """;
        await command.ExecuteNonQueryAsync();
    }
}
