using Certificates.Core.Data;
using Certificates.Core.Oversight.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Oversight;

internal static class OversightRoom
{
    /// <summary>Adds what watches over the issuing: the fit of the keys, readiness, reconciliation and the nightly self-check.</summary>
    public static IServiceCollection AddOversight(this IServiceCollection services, IConfiguration configuration) => services
        .AddOptionsOf<SelfCheckOptions, SelfCheckOptionsValidator>(configuration, SelfCheckOptions.Section)
        .AddSingleton<KeyProofStore>().AddSingleton<KeyProof>().AddPart<RegisterKeys>()
        .AddSingleton<SelfCheckStore>().AddSingleton<ReconciliationStore>().AddSingleton<StoredFileCheck>()
        .AddPart<Readiness>().AddPart<Reconciliation>().AddPart<SelfCheck>();
}
