using Certificates.Core.Oversight;
using Certificates.Core.Register;
using Certificates.Core.Signing.Cms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Composition;

/// <summary>What watches over the issuing: reconciliation and the nightly self-check.</summary>
internal static class OversightServices
{
    public static IServiceCollection AddOversight(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsOf<SelfCheckOptions, SelfCheckOptionsValidator>(configuration, SelfCheckOptions.Section);
        return services.AddSingleton<SelfCheckStore>().AddSingleton<ReconciliationStore>()
            .AddSingleton(p => new Reconciliation(p.GetRequiredService<ReconciliationStore>(), p.GetRequiredService<TimeProvider>()))
            .AddSingleton(p => new StoredFileCheck(p.GetRequiredService<PdfArchive>(), p.GetRequiredService<PdfSignatureReader>()))
            .AddSingleton(p => new SelfCheck(
                p.GetRequiredService<SelfCheckStore>(),
                p.GetRequiredService<CertificateReader>(),
                p.GetRequiredService<StoredFileCheck>(),
                p.Get<SelfCheckOptions>(),
                p.GetRequiredService<TimeProvider>(),
                p.GetRequiredService<ILogger<SelfCheck>>()));
    }
}
