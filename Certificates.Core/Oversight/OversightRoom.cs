using Certificates.Core.Data;
using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Oversight.Keys;
using Certificates.Core.Oversight.Sealing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Oversight;

internal static class OversightRoom
{
    /// <summary>
    /// Adds what watches over the issuing: the fit of the keys, the sealing of an old register, readiness, reconciliation and the nightly
    /// self-check.
    /// </summary>
    public static IServiceCollection AddOversight(this IServiceCollection services, IConfiguration configuration) => services
        .AddOptionsOf<SelfCheckOptions, SelfCheckOptionsValidator>(configuration, SelfCheckOptions.Section)
        .AddSingleton<KeyProofStore>().AddSingleton<KeyProof>().AddPart<RegisterKeys>()
        .AddSingleton<SigningKeyEventStore>().AddSingleton<SigningKeyAudit>().AddPart<SigningKeyLife>()
        .AddPart<InstitutionKeys>().AddPart<Reencryption>()
        .AddSingleton<SelfCheckStore>().AddSingleton<ReconciliationStore>().AddSingleton<StoredFileCheck>()
        .AddSingleton<SealingStore>().AddPart<RegisterSealing>()
        .AddSingleton<AuditStore>().AddSingleton<LoggedStandings>().AddSingleton<TreeAudit>()
        .AddSingleton<DirectoryAuditStore>().AddSingleton<DirectoryAudit>().AddPart<RegisterAudit>()
        .AddPart<Readiness>().AddPart<Reconciliation>().AddPart<SelfCheck>();
}
