using Certificates.Core.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Oversight;

internal static class OversightRoom
{
    /// <summary>Adds what watches over the issuing: readiness, reconciliation and the nightly self-check.</summary>
    public static IServiceCollection AddOversight(this IServiceCollection services, IConfiguration configuration) => services
        .AddOptionsOf<SelfCheckOptions, SelfCheckOptionsValidator>(configuration, SelfCheckOptions.Section)
        .AddSingleton<SelfCheckStore>().AddSingleton<ReconciliationStore>().AddSingleton<StoredFileCheck>()
        .AddPart<Readiness>().AddPart<Reconciliation>().AddPart<SelfCheck>();
}
