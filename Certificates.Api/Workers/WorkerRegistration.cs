using Certificates.Api.Access;

namespace Certificates.Api.Workers;

/// <summary>What goes on for as long as the service runs.</summary>
internal static class WorkerRegistration
{
    public static void AddWorkers(this IServiceCollection services) => services
        .AddHostedService<KeysWorker>()
        .AddHostedService<RevocationWorker>()
        .AddHostedService<IssuingWorker>()
        .AddHostedService<SelfCheckWorker>()
        .AddHostedService<AccessRecordWriter>()
        .AddHostedService<QueueWatch>()
        .AddHostedService<HeartbeatWorker>()
        .AddHostedService<PrintedFormsWorker>()
        .AddHostedService<SearchNamesWorker>()
        .AddHostedService<EnteredLeavesWorker>()
        .AddHostedService<LogWorker>()
        .AddHostedService<WitnessWorker>()
        .AddHostedService<StatusListWorker>()
        .AddHostedService<CredentialListWorker>()
        .AddHostedService<OrderWorker>();
}
