using System.Data.Common;
using Certificates.Core.Access;
using Certificates.Core.Catalogue;
using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Certificates.Core.Composition;

/// <summary>What the issuing and the verifying service have in common: databases, the keys each may hold, reading the register.</summary>
internal static class RegisterServices
{
    public static IServiceCollection AddRegister(
        this IServiceCollection services, IConfiguration configuration, DataDirectory data, KeyHolding holding, bool readOnly)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton(data).AddSingleton(new SpoolFolder(data.Spool)).AddSingleton<ReadingTurns>()
            .AddSingleton(new DiskSpace(WrittenFolders(configuration, data, readOnly)))
            .AddOptionsOf<VerificationOptions, VerificationOptionsValidator>(configuration, VerificationOptions.Section)
            .AddSingleton(p => new DidWeb(p.GetRequiredService<VerificationOptions>().BaseUrl))
            .AddData(configuration, p => Dialects.OpenRegister(p, readOnly), Dialects.OpenDesk)
            .AddKeys(configuration, data.Keys, holding).AddPrivacy(holding.Secret)
            .AddApiKeys().AddCatalogue().AddCertificates();
    }

    /// <summary>
    /// Where the process writes: the data directory, the recovery folder, and a database that lies elsewhere. The site writes its desk and
    /// neither of the others.
    /// </summary>
    private static string[] WrittenFolders(IConfiguration configuration, DataDirectory data, bool readOnly)
    {
        var storage = configuration.GetSection(StorageOptions.Section);
        string?[] others =
        [
            readOnly ? null : configuration[$"{Recovery.RecoveryOptions.Section}:{nameof(Recovery.RecoveryOptions.Path)}"],
            readOnly ? null : FolderOf(storage[nameof(StorageOptions.ConnectionString)]),
            FolderOf(storage[nameof(StorageOptions.DeskConnectionString)]),
        ];
        return [data.Path, .. others.OfType<string>().Where(folder => folder.Length > 0)];
    }

    /// <summary>The folder of an embedded database's file; null for a server's, and for what is no connection string at all.</summary>
    private static string? FolderOf(string? connectionString)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return parts.TryGetValue("Data Source", out var file) && Path.IsPathRooted((string)file)
                ? Path.GetDirectoryName((string)file)
                : null;
        }
        catch (ArgumentException)
        {
            // The option's own check names the key.
            return null;
        }
    }
}
