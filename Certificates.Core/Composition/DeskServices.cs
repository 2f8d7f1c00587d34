using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Data.SqlServer;
using Certificates.Core.Privacy;
using Certificates.Core.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Composition;

/// <summary>
/// The verification site's desk: the site alone makes it and writes to it, except that the issuing service answers there what holders
/// report. Opening it costs nothing until it is asked.
/// </summary>
internal static class DeskServices
{
    /// <summary>Key of the desk's database among the services.</summary>
    private const string Key = "desk";

    /// <summary>Adds the database; <see cref="RegisterServices.AddRegister"/> goes before.</summary>
    public static IServiceCollection AddDeskDatabase(this IServiceCollection services) => services
        .AddKeyedSingleton(Key, (p, _) => OpenDesk(p))
        .AddKeyedSingleton(Key, (p, _) => p.Open(p.GetRequiredKeyedService<Dialect>(Key)))
        .AddSingleton(p => new DeskMistakeReports(p.DeskDatabase()))
        .AddSingleton(p => new MistakeReportCipher(new DataCipher(p.Secret(SecretKeyPurpose.Document))));

    /// <summary>The database.</summary>
    public static Database DeskDatabase(this IServiceProvider services) => services.GetRequiredKeyedService<Database>(Key);

    private static Dialect OpenDesk(IServiceProvider services)
    {
        var options = services.Get<StorageOptions>();
        if (options.IsSqlServer)
        {
            var connectionString = options.DeskConnectionString is { Length: > 0 } own ? own : options.ConnectionString;
            return new SqlServerDialect(connectionString, isDesk: true, fromReplica: false, options.BulkCopy);
        }

        var directory = services.GetRequiredService<DataDirectory>();
        PrivateFiles.CreateFolder(directory.Path);
        var file = options.DeskConnectionString is { Length: > 0 } elsewhere ? elsewhere : $"Data Source={directory.Desk}";
        return new SqliteDialect(file, readOnly: false, options.BusyTimeoutSeconds, isDesk: true);
    }
}
