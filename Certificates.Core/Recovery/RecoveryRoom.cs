using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Register;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Recovery;

internal static class RecoveryRoom
{
    /// <summary>
    /// Adds the journal, the log with its copy beside it, <see cref="RegisterRecovery"/> and <see cref="Heartbeat"/>.
    /// </summary>
    /// <param name="services">Joined by them.</param>
    /// <param name="configuration">May name another folder.</param>
    /// <param name="folder">Where the journal lies by default.</param>
    public static IServiceCollection AddRecovery(this IServiceCollection services, IConfiguration configuration, string folder) => services
        .AddOptionsOf<RecoveryOptions, RecoveryOptionsValidator>(configuration, RecoveryOptions.Section)
        .AddSingleton<RecoveryStore>().AddSingleton<IRecoveryMarks, RecoveryMarks>().AddSingleton<HeartbeatStore>()
        .AddSingleton(p => new RecoveryJournal(FolderOf(p, folder), p.GetRequiredService<ILogger<RecoveryJournal>>()))
        .AddLog(configuration, p => Path.Combine(FolderOf(p, folder), "log"))
        .AddSingleton<RecoveryRunStore>().AddPart<RegisterRecovery>()
        .AddPart<ClockRecovery>().AddPart<RecoveryPlace>().AddPart<Heartbeat>();

    private static string FolderOf(IServiceProvider services, string otherwise) =>
        services.GetRequiredService<RecoveryOptions>().Path is { Length: > 0 } path ? Path.GetFullPath(path) : otherwise;
}
