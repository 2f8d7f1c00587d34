using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Access;
using Certificates.Core.Catalogue;
using Certificates.Core.Data;
using Certificates.Core.Data.Sqlite;
using Certificates.Core.Data.SqlServer;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Composition;

/// <summary>What the issuing and the verifying service have in common: the register, the keys each may hold, the options.</summary>
internal static class RegisterServices
{
    public static IServiceCollection AddRegister(this IServiceCollection services, IConfiguration configuration, KeyHolding holding, bool readOnly)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(DataDirectory.Of(configuration));
        services.AddOptionsOf<StorageOptions, StorageOptionsValidator>(configuration, StorageOptions.Section);
        services.AddOptions<SigningOptions>().Bind(configuration.GetSection(SigningOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SigningOptions>>(p => new SigningOptionsValidator(
            p.GetRequiredService<DataDirectory>().Keys, holding, p.Get<StorageOptions>().IsSpecimen));
        services.AddOptionsOf<VerificationOptions, VerificationOptionsValidator>(configuration, VerificationOptions.Section);
        services.TryAddSingleton<Dialect>(p => readOnly && p.Get<StorageOptions>().IsReplica ? OpenReplica(p) : OpenDialect(p, readOnly));
        services.AddSingleton(p => p.Open(p.GetRequiredService<Dialect>()));
        services.AddSingleton(p => new KeyFiles(
            p.GetRequiredService<DataDirectory>().Keys, p.Get<SigningOptions>(), holding, p.Get<StorageOptions>().IsSpecimen));
        services.AddSingleton(p => new HolderKeys(p.Secret(SecretKeyPurpose.LookUp)));
        services.AddSingleton(p => new ClaimHashes(p.Secret(SecretKeyPurpose.LookUp)));
        services.AddSingleton<CatalogueStore>().AddSingleton<CatalogueReader>();
        services.AddSingleton<CertificateReader>().AddSingleton<SigningKeyStore>().AddSingleton<SettingStore>().AddSingleton<ApiKeyStore>();
        services.AddSingleton(p => new ApiKeys(
            p.GetRequiredService<ApiKeyStore>(), p.GetRequiredService<TimeProvider>(), p.Get<StorageOptions>().IsSpecimen));
        return services;
    }

    /// <summary>Binds a section and checks it before the service starts.</summary>
    public static void AddOptionsOf<TOptions, TValidator>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
    }

    /// <summary>Options as they stand.</summary>
    public static T Get<T>(this IServiceProvider services)
        where T : class => services.GetRequiredService<IOptions<T>>().Value;

    /// <summary>A symmetric key of this process.</summary>
    public static SecretKey Secret(this IServiceProvider services, SecretKeyPurpose purpose) =>
        services.GetRequiredService<KeyFiles>().ReadSecret(purpose);

    /// <summary>The way to a database, with what is tried again.</summary>
    public static Database Open(this IServiceProvider services, Dialect dialect) =>
        new(dialect, new Pipelines(dialect, services.Get<StorageOptions>(), services.GetRequiredService<TimeProvider>()));

    [SuppressMessage("Reliability", "CA2000", Justification = "The replica disposes both.")]
    private static ReplicaDialect OpenReplica(IServiceProvider services)
    {
        var options = services.Get<StorageOptions>();
        var primary = options.PrimaryConnectionString.Length == 0 ? null : OpenDialect(services, readOnly: true, options.PrimaryConnectionString);
        return new ReplicaDialect(OpenDialect(services, readOnly: true), primary, services.GetRequiredService<TimeProvider>());
    }

    private static Dialect OpenDialect(IServiceProvider services, bool readOnly, string? elsewhere = null)
    {
        var options = services.Get<StorageOptions>();
        if (options.IsSqlServer)
        {
            return new SqlServerDialect(
                elsewhere ?? options.ConnectionString, isDesk: false, fromReplica: readOnly && elsewhere is null && options.ReadFromReplica, options.BulkCopy);
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
