using Certificates.Core.Data.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Certificates.Core.Data;

internal static class DataRoom
{
    /// <summary>
    /// Adds the register and, by the key <see cref="Database.Desk"/>, the desk; opening either costs nothing until it is asked.
    /// </summary>
    public static IServiceCollection AddData(
        this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, Dialect> register, Func<IServiceProvider,
            Dialect> desk)
    {
        services.AddOptionsOf<StorageOptions, StorageOptionsValidator>(configuration, StorageOptions.Section);
        services.TryAddSingleton(register);
        return services.AddSingleton(p => Open(p, p.GetRequiredService<Dialect>(), p.GetService<IWriteGuard>)).AddSingleton<SettingStore>()
            .AddKeyedSingleton(Database.Desk, (p, _) => desk(p))
            .AddKeyedSingleton(Database.Desk, (p, _) => Open(p, p.GetRequiredKeyedService<Dialect>(Database.Desk)));
    }

    /// <summary>Adds what processes count together in.</summary>
    public static IServiceCollection AddRedis(this IServiceCollection services, IConfiguration configuration) => services
        .AddOptionsOf<RedisOptions, RedisOptionsValidator>(configuration, RedisOptions.Section).AddSingleton<RedisBuckets>();

    private static Database Open(IServiceProvider services, Dialect dialect, Func<IWriteGuard?>? guard = null) => new(
        dialect, new Pipelines(dialect, services.GetRequiredService<StorageOptions>(), services.GetRequiredService<TimeProvider>()), guard);
}
