using Certificates.Core.Batches;
using Certificates.Core.Catalogue;
using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Certificates.Core.Issuing;
using Certificates.Core.Oversight;
using Certificates.Core.Privacy;
using Certificates.Core.Recovery;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;
using Certificates.Core.Register.Making.Lints;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Style;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Composition;

/// <summary>All that issues: what <c>Certificates.Api</c> asks for.</summary>
public static class IssuingServices
{
    /// <summary>
    /// Adds <see cref="RegisterSetUp"/>, <see cref="InstitutionBatches"/>, <see cref="IssuedCertificates"/>, <see cref="IssuingRun"/>, all that changes
    /// certificates, and the clients' keys.
    /// Run <see cref="RegisterSetUp.SetUpAsync"/> before any of the others is asked for.
    /// </summary>
    public static IServiceCollection AddCertificateIssuing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRegister(configuration, KeyHolding.Issuing, readOnly: false);
        services.AddOptionsOf<IssuingOptions, IssuingOptionsValidator>(configuration, IssuingOptions.Section);
        services.AddOptionsOf<RecoveryOptions, RecoveryOptionsValidator>(configuration, RecoveryOptions.Section);
        services.AddOptions<StyleOptions>().Bind(configuration.GetSection(StyleOptions.Section));
        return services.AddKeys().AddStyle().AddStores().AddRecovery().AddPipeline().AddDirectories().AddLifecycle().AddOversight(configuration);
    }

    private static IServiceCollection AddKeys(this IServiceCollection services)
    {
        foreach (var purpose in KeyHolding.Issuing.Signing)
        {
            services.AddSingleton(p => p.GetRequiredService<KeyFiles>().OpenSigner(purpose));
        }

        services.AddSingleton(p => new PublicKeyRing(Now(p.GetRequiredService<SigningKeyStore>().ListAsync(CancellationToken.None))));
        services.AddSingleton<KeyRing>().AddSingleton<PdfSigner>().AddSingleton<QrTokenSigner>();
        services.AddSingleton<PdfSignatureReader>().AddSingleton<QrTokenReader>();
        services.AddSingleton(p => new ClaimCodes(p.Secret(SecretKeyPurpose.Claim)));
        services.AddKeyedSingleton(SecretKeyPurpose.Identity, (p, _) => new DataCipher(p.Secret(SecretKeyPurpose.Identity)));
        services.AddKeyedSingleton(SecretKeyPurpose.Document, (p, _) => new DataCipher(p.Secret(SecretKeyPurpose.Document)));
        return services;
    }

    private static IServiceCollection AddStyle(this IServiceCollection services)
    {
        services.AddSingleton(p => FontChain.Open(p.Get<StyleOptions>().FontsFolder is { Length: > 0 } folder ? folder : null));
        services.AddSingleton<IGlyphCoverage>(p => p.GetRequiredService<FontChain>());
        services.AddSingleton(p => QrAddress.TryCreate(p.Get<VerificationOptions>().BaseUrl, out var address, out var fault)
            ? address
            : throw new InvalidOperationException(fault));
        services.AddSingleton(p => Now(StyleBook.OpenAsync(
            UnifiedStyle.All, Composing(p), p.GetRequiredService<FontChain>(), p.GetRequiredService<StyleStore>(), CancellationToken.None)));
        return services;
    }

    private static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddSingleton<StyleStore>().AddSingleton<CodingRuleStore>().AddSingleton<BatchStore>().AddSingleton<IssuingStore>()
        .AddSingleton<ClaimStore>().AddSingleton<DecisionStore>().AddSingleton<HoldStore>().AddSingleton<NumberReader>().AddSingleton<CatalogueSeed>()
        .AddSingleton(p => new SpoolFolder(p.GetRequiredService<DataDirectory>().Spool));

    private static IServiceCollection AddRecovery(this IServiceCollection services) => services
        .AddSingleton<RecoveryStore>().AddSingleton<IRecoveryMarks, RecoveryMarks>().AddSingleton<HeartbeatStore>()
        .AddSingleton(p => new RecoveryJournal(
            p.Get<RecoveryOptions>().Path is { Length: > 0 } path ? Path.GetFullPath(path) : p.GetRequiredService<DataDirectory>().Recovery,
            p.GetRequiredService<ILogger<RecoveryJournal>>()))
        .AddSingleton(p => new RegisterRecovery(
            p.GetRequiredService<RecoveryStore>(), p.GetRequiredService<RecoveryJournal>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new Heartbeat(
            p.GetRequiredService<HeartbeatStore>(),
            p.Get<StorageOptions>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<Heartbeat>>()));

    private static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddSingleton<ICertificateLint, AssessedBeforeIssued>().AddSingleton<ICertificateLint, DirectionFitsGrade>()
        .AddSingleton<ICertificateLint, EveryTextHasGlyphs>().AddSingleton<ICertificateLint, InstitutionNameOnFile>()
        .AddSingleton<BatchSignals>().AddSingleton<OwnWorkCheck>().AddSingleton<ClaimCodeRenewal>().AddSingleton<RegisterJudge>()
        .AddSingleton(p => p.Make<RowPreparation>(SecretKeyPurpose.Identity))
        .AddSingleton(p => p.Make<BatchReceiver>(SecretKeyPurpose.Identity))
        .AddSingleton(p => p.Make<EarlierImport>(SecretKeyPurpose.Identity, p.Get<IssuingOptions>()))
        .AddSingleton(p => p.Make<Claiming>(SecretKeyPurpose.Identity, p.Get<IssuingOptions>()))
        .AddSingleton(p => p.Make<Numbering>(SecretKeyPurpose.Identity, p.Get<IssuingOptions>()))
        .AddSingleton(p => p.Make<GroupMaking>(SecretKeyPurpose.Identity, p.Get<IssuingOptions>()))
        .AddSingleton(p => p.Make<CertificateMaker>(SecretKeyPurpose.Document))
        .AddSingleton(p => p.Make<PdfArchive>(SecretKeyPurpose.Document))
        .AddSingleton<Completion>().AddSingleton<IssuingPipeline>()
        .AddSingleton(p => new RegisterSetUp(
            p.GetRequiredService<Database>(),
            p.GetRequiredService<SettingStore>(),
            p.GetRequiredService<CodingRuleStore>(),
            p.GetRequiredService<CatalogueSeed>(),
            p.GetRequiredService<SigningKeyStore>(),
            p.GetServices<ISigner>(),
            p.Get<StorageOptions>().IsSpecimen))
        .AddSingleton(p => new Readiness(p.GetRequiredService<SettingStore>(), p.GetRequiredService<BatchSignals>()))
        .AddSingleton(p => new InstitutionBatches(
            p.GetRequiredService<BatchReceiver>(),
            p.GetRequiredService<BatchStore>(),
            p.GetRequiredKeyedService<DataCipher>(SecretKeyPurpose.Identity),
            p.GetRequiredService<ClaimCodes>(),
            p.GetRequiredService<BatchSignals>()))
        .AddSingleton(p => new RowHolds(
            p.GetRequiredService<HoldStore>(),
            p.GetRequiredService<BatchStore>(),
            p.GetRequiredKeyedService<DataCipher>(SecretKeyPurpose.Identity),
            p.GetRequiredService<BatchSignals>(),
            p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new BatchDecisions(
            p.GetRequiredService<DecisionStore>(),
            p.GetRequiredService<InstitutionBatches>(),
            p.GetRequiredService<CatalogueReader>(),
            p.GetRequiredKeyedService<DataCipher>(SecretKeyPurpose.Identity),
            p.GetRequiredService<BatchSignals>(),
            p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new IssuedCertificates(
            p.GetRequiredService<CertificateReader>(),
            p.GetRequiredService<NumberReader>(),
            p.GetRequiredService<PdfArchive>(),
            p.GetRequiredService<ClaimCodeRenewal>(),
            p.GetRequiredKeyedService<DataCipher>(SecretKeyPurpose.Identity)))
        .AddSingleton(p => new BatchFiles(
            p.GetRequiredService<BatchStore>(), p.GetRequiredService<CertificateReader>(), p.GetRequiredService<PdfArchive>()))
        .AddSingleton(p => new WaitingRows(p.GetRequiredService<BatchStore>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new IssuingRun(
            p.GetRequiredService<IssuingPipeline>(),
            p.GetRequiredService<BatchSignals>(),
            p.Get<IssuingOptions>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<IssuingRun>>()));

    /// <summary>Makes a part that encrypts with the key of a purpose.</summary>
    private static T Make<T>(this IServiceProvider services, SecretKeyPurpose purpose, params object[] others) =>
        ActivatorUtilities.CreateInstance<T>(services, [services.GetRequiredKeyedService<DataCipher>(purpose), .. others]);

    private static ComposerOptions Composing(IServiceProvider services)
    {
        var domain = services.GetRequiredService<QrAddress>().Domain;
        var baseUrl = services.Get<VerificationOptions>().BaseUrl.TrimEnd('/');
        var list = services.Get<VerificationOptions>().InstitutionListAddress;
        return new ComposerOptions
        {
            VerificationDomain = domain,
            QueryAddress = baseUrl,
            InstitutionListAddress = list.Length > 0 ? list : $"{baseUrl}/v1/catalogue",
            IsSpecimen = services.Get<StorageOptions>().IsSpecimen,
        };
    }

    /// <summary>The container has no asynchronous makers; these run once, at start.</summary>
    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
