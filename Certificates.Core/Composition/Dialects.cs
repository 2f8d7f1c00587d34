using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Data.SqlServer;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Composition;

/// <summary>Which database holds the register and which the desk, by <see cref="StorageOptions"/>.</summary>
internal static class Dialects
{
    private static readonly TimeSpan ServerLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>The register; a reader may have it from a replica.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The replica disposes both.")]
    public static Dialect OpenRegister(IServiceProvider services, bool readOnly)
    {
        var options = services.GetRequiredService<StorageOptions>();
        if (!readOnly || !options.IsReplica)
        {
            return Open(services, readOnly);
        }

        var primary = options.PrimaryConnectionString.Length == 0 ? null : Open(services, readOnly: true, options.PrimaryConnectionString);
        return new ReplicaDialect(Open(services, readOnly: true), primary, services.GetRequiredService<TimeProvider>());
    }

    /// <summary>
    /// The verification site's desk: the site alone makes it and writes to it, except that the issuing service answers there what
    /// holders report.
    /// </summary>
    public static Dialect OpenDesk(IServiceProvider services)
    {
        var options = services.GetRequiredService<StorageOptions>();
        if (options.IsSqlServer)
        {
            var connectionString = options.DeskConnectionString is { Length: > 0 } own ? own : options.ConnectionString;
            return new SqlServerDialect(connectionString, isDesk: true, fromReplica: false, options.BulkCopy, LongestMigration(options));
        }

        var directory = services.GetRequiredService<DataDirectory>();
        PrivateFiles.CreateFolder(directory.Path);
        var file = options.DeskConnectionString is { Length: > 0 } elsewhere ? elsewhere : $"Data Source={directory.Desk}";
        return new SqliteDialect(file, readOnly: false, options.BusyTimeoutSeconds, isDesk: true);
    }

    private static TimeSpan LongestMigration(StorageOptions options) => TimeSpan.FromMinutes(options.MigrationTimeoutMinutes);

    /// <summary>What is only read is looked at before, where the service has a guard for it.</summary>
    private static Dialect Open(IServiceProvider services, bool readOnly, string? elsewhere = null)
    {
        var dialect = OpenBare(services, readOnly, elsewhere);
        return readOnly && services.GetService<IReadGuard>() is { } guard
            ? new GuardedDialect(dialect, guard, dialect is SqliteDialect ? TimeSpan.Zero : ServerLooks)
            : dialect;
    }

    private static Dialect OpenBare(IServiceProvider services, bool readOnly, string? elsewhere)
    {
        var options = services.GetRequiredService<StorageOptions>();
        if (options.IsSqlServer)
        {
            return new SqlServerDialect(
                elsewhere ?? options.ConnectionString,
                isDesk: false,
                fromReplica: readOnly && elsewhere is null && options.ReadFromReplica,
                options.BulkCopy,
                LongestMigration(options));
        }

        var directory = services.GetRequiredService<DataDirectory>();
        var connectionString = elsewhere ?? options.ConnectionString;
        if (connectionString.Length == 0)
        {
            PrivateFiles.CreateFolder(directory.Path);
            connectionString = $"Data Source={directory.Register}";
        }

        return new SqliteDialect(connectionString, readOnly, options.BusyTimeoutSeconds);
    }
}
