using Certificates.Core.Catalogue;
using Certificates.Core.Signing;
using Certificates.Core.Storage;
using Certificates.Core.Verifying;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core;

/// <summary>All that verifies: what <c>Certificates.Verify</c> asks for. Nothing in it can issue, or write to the register.</summary>
public static class VerificationServices
{
    /// <summary>Adds <see cref="Verifier"/>, <see cref="PublishedKeys"/> and <see cref="PublishedCatalogue"/>.</summary>
    public static IServiceCollection AddCertificateVerification(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRegister(configuration, KeyHolding.Verifying, readOnly: true);
        return services.AddVerdicts();
    }

    private static IServiceCollection AddVerdicts(this IServiceCollection services) => services
        .AddSingleton(p => new RegisterReading(
            p.GetRequiredService<SettingStore>(),
            p.Get<StorageOptions>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<RegisterReading>>()))
        .AddSingleton(p => new PublishedKeys(p.GetRequiredService<SigningKeyStore>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new PublishedCatalogue(p.GetRequiredService<CatalogueReader>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new PdfArchive(
            p.GetRequiredService<CertificateReader>(), new DataCipher(p.Secret(SecretKeyPurpose.Document))))
        .AddSingleton<PdfCheck>()
        .AddSingleton(p => new Verifier(
            p.GetRequiredService<CertificateReader>(),
            p.GetRequiredService<RegisterReading>(),
            p.GetRequiredService<PublishedKeys>(),
            p.GetRequiredService<HolderKeys>(),
            p.GetRequiredService<PdfCheck>(),
            p.GetRequiredService<TimeProvider>()));
}
