using Certificates.Core.Lifecycle;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Composition;

/// <summary>What changes issued certificates.</summary>
internal static class LifecycleServices
{
    /// <summary>Adds <see cref="CertificateChanges"/>, <see cref="ChangeRequests"/> and <see cref="ReportedMistakes"/>; the issuing parts must be there.</summary>
    public static IServiceCollection AddLifecycle(this IServiceCollection services) => services
        .AddSingleton<LifecycleStore>().AddSingleton<CorrectionStore>().AddSingleton<ChangeRequestStore>()
        .AddSingleton<ChangeTargets>().AddSingleton<StatusChanges>().AddSingleton<CorrectionJudge>()
        .AddSingleton(p => new ChangeEvents(p.Identity()))
        .AddSingleton(p => new RequestRecords(p.Identity(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => ActivatorUtilities.CreateInstance<CorrectionPreparation>(p, p.Identity()))
        .AddSingleton(p => ActivatorUtilities.CreateInstance<Corrections>(p, p.Identity()))
        .AddSingleton(p => new CertificateChanges(
            p.GetRequiredService<ChangeTargets>(),
            p.GetRequiredService<StatusChanges>(),
            p.GetRequiredService<CorrectionPreparation>(),
            p.GetRequiredService<Corrections>(),
            p.GetRequiredService<LifecycleStore>(),
            p.GetRequiredService<ChangeRequestStore>(),
            p.GetRequiredService<RequestRecords>()))
        .AddSingleton(p => new ChangeRequests(
            p.GetRequiredService<ChangeRequestStore>(),
            p.GetRequiredService<RequestRecords>(),
            p.GetRequiredService<ChangeTargets>(),
            p.GetRequiredService<StatusChanges>(),
            p.GetRequiredService<CorrectionPreparation>(),
            p.GetRequiredService<Corrections>(),
            p.GetRequiredService<LifecycleStore>()))
        .AddDeskDatabase()
        .AddSingleton(p => new ReportedMistakes(
            p.GetRequiredService<DeskMistakeReports>(),
            p.GetRequiredService<MistakeReportCipher>(),
            p.GetRequiredService<NumberReader>(),
            p.GetRequiredService<TimeProvider>()));

    private static DataCipher Identity(this IServiceProvider services) =>
        services.GetRequiredKeyedService<DataCipher>(SecretKeyPurpose.Identity);
}
