using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Access;

/// <summary>What this room registers.</summary>
internal static class AccessRoom
{
    /// <summary>Adds the clients' keys.</summary>
    public static IServiceCollection AddApiKeys(this IServiceCollection services) =>
        services.AddSingleton<ApiKeyStore>().AddPart<ApiKeys>();

    /// <summary>Adds the record of who called what.</summary>
    public static IServiceCollection AddAccessJournal(this IServiceCollection services) => services
        .AddSingleton(p => new AccessRecordStore(p.GetRequiredService<Database>().Unguarded)).AddPart<AccessJournal>();
}
