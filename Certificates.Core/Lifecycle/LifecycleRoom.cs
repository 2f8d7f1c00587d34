using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Lifecycle;

internal static class LifecycleRoom
{
    /// <summary>Adds <see cref="CertificateChanges"/> and <see cref="ChangeRequests"/>.</summary>
    public static IServiceCollection AddLifecycle(this IServiceCollection services) => services
        .AddSingleton<LifecycleStore>().AddSingleton<CorrectionStore>().AddSingleton<ChangeRequestStore>()
        .AddSingleton<ChangeTargets>().AddSingleton<StatusChanges>().AddSingleton<ChangeEvents>().AddSingleton<RequestRecords>()
        .AddSingleton<CorrectionJudge>().AddSingleton<CorrectionPreparation>().AddSingleton<Corrections>()
        .AddPart<CertificateChanges>().AddPart<ChangeRequests>();
}
