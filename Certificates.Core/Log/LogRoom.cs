using Certificates.Core.Data;
using Certificates.Core.Log.Witnesses;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Log;

/// <summary>What this room registers.</summary>
internal static class LogRoom
{
    /// <summary>Adds the reading of the log.</summary>
    public static IServiceCollection AddLogReading(this IServiceCollection services) => services.AddSingleton<LogReader>();

    /// <summary>Adds what numbers and signs its leaves.</summary>
    /// <param name="services">Joined by it.</param>
    /// <param name="configuration">Names the witnesses.</param>
    /// <param name="folder">Where the copy outside the register lies.</param>
    public static IServiceCollection AddLog(
        this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, string> folder) => services
        .AddOptionsOf<WitnessOptions, WitnessOptionsValidator>(configuration, WitnessOptions.Section)
        .AddLogReading().AddSingleton<LogStore>().AddPart<LogSequencer>().AddSingleton<LogRecovery>()
        .AddSingleton<WitnessStore>().AddSingleton<WitnessClient>().AddPart<LogWitnesses>()
        .AddSingleton(p => new LogCopy(folder(p), p.GetRequiredService<ILogger<LogCopy>>()));
}
