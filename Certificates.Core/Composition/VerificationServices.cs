using Certificates.Core.Catalogue;
using Certificates.Core.Data;
using Certificates.Core.Data.Redis;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Reports;
using Certificates.Core.Signing;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Bulk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Composition;

/// <summary>All that verifies: what <c>Certificates.Verify</c> asks for. Nothing in it can issue, or write to the register.</summary>
public static class VerificationServices
{
    /// <summary>
    /// Adds <see cref="Verifier"/>, <see cref="BulkCheck"/>, <see cref="Holders"/>, <see cref="ShareCodes"/>,
    /// <see cref="MistakeReports"/>, <see cref="Attempts"/>, <see cref="SharedBuckets"/>, <see cref="VerdictSigner"/>, <see cref="PublishedKeys"/>, <see cref="PublishedCatalogue"/> and the clients' keys. Run
    /// <see cref="Desk.SetUpAsync"/> before any of the others is asked.
    /// </summary>
    public static IServiceCollection AddCertificateVerification(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRegister(configuration, KeyHolding.Verifying, readOnly: true);
        services.AddOptionsOf<BulkOptions, BulkOptionsValidator>(configuration, BulkOptions.Section);
        services.AddOptionsOf<RedisOptions, RedisOptionsValidator>(configuration, RedisOptions.Section);
        return services.AddDesk().AddVerdicts().AddHolders();
    }

    private static IServiceCollection AddDesk(this IServiceCollection services) => services
        .AddSingleton(p => p.GetRequiredService<KeyFiles>().OpenSigner(KeyPurpose.Verdict))
        .AddDeskDatabase()
        .AddSingleton(p => new DeskShareCodes(p.DeskDatabase()))
        .AddSingleton(p => new DeskCheckRuns(p.DeskDatabase()))
        .AddSingleton(p => new Attempts(
            new DeskAttempts(p.DeskDatabase()), p.Secret(SecretKeyPurpose.LookUp), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new RedisBuckets(p.Get<RedisOptions>(), p.GetRequiredService<ILogger<RedisBuckets>>()))
        .AddSingleton(p => new SharedBuckets(
            p.Get<RedisOptions>().ConnectionString.Length > 0 ? p.GetRequiredService<RedisBuckets>() : null, p.Secret(SecretKeyPurpose.LookUp)))
        .AddSingleton(p => new Desk(
            p.DeskDatabase(), p.GetRequiredService<ISigner>(), p.GetRequiredService<RegisterReading>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new VerdictSigner(p.GetRequiredService<ISigner>(), p.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddHolders(this IServiceCollection services) => services
        .AddSingleton(p => new Holders(
            p.GetRequiredService<CertificateReader>(),
            p.GetRequiredService<PdfArchive>(),
            p.GetRequiredService<HolderKeys>(),
            p.GetRequiredService<ClaimHashes>()))
        .AddSingleton(p => new OwnVerdicts(p.GetRequiredService<Holders>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new ShareCodes(
            p.GetRequiredService<DeskShareCodes>(),
            p.GetRequiredService<Holders>(),
            p.GetRequiredService<CertificateReader>(),
            p.GetRequiredService<PdfArchive>(),
            p.GetRequiredService<RegisterReading>(),
            p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new MistakeReports(
            p.GetRequiredService<DeskMistakeReports>(),
            p.GetRequiredService<MistakeReportCipher>(),
            p.GetRequiredService<Holders>(),
            p.GetRequiredService<CatalogueStore>(),
            p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new BulkCheck(
            p.GetRequiredService<BulkAnswers>(),
            p.GetRequiredService<DeskCheckRuns>(),
            p.Get<BulkOptions>(),
            p.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddVerdicts(this IServiceCollection services) => services
        .AddSingleton(p => new RegisterReading(
            p.GetRequiredService<SettingStore>(),
            p.Get<StorageOptions>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<RegisterReading>>()))
        .AddSingleton(p => new PublishedKeys(
            p.GetRequiredService<SigningKeyStore>(), new SigningKeyStore(p.DeskDatabase(), isDesk: true), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new PublishedCatalogue(p.GetRequiredService<CatalogueReader>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new PdfArchive(
            p.GetRequiredService<CertificateReader>(), new DataCipher(p.Secret(SecretKeyPurpose.Document))))
        .AddSingleton<PdfCheck>().AddSingleton<BulkAnswers>()
        .AddSingleton(p => new Verifier(
            p.GetRequiredService<CertificateReader>(),
            p.GetRequiredService<RegisterReading>(),
            p.GetRequiredService<PublishedKeys>(),
            p.GetRequiredService<HolderKeys>(),
            p.GetRequiredService<PdfCheck>(),
            p.GetRequiredService<TimeProvider>()));
}
