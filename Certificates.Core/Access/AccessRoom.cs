using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Access;

internal static class AccessRoom
{
    /// <summary>Adds the clients' keys.</summary>
    public static IServiceCollection AddApiKeys(this IServiceCollection services) =>
        services.AddPart<AccessSeals>().AddSingleton<PersonStore>().AddSingleton<ApiKeyStore>().AddPart<ApiKeys>();

    /// <summary>Adds the record of who called what, and of who was not let in.</summary>
    public static IServiceCollection AddAccessJournal(this IServiceCollection services) => services
        .AddSingleton(p => new AccessRecordStore(p.GetRequiredService<Database>().Unguarded)).AddPart<AccessJournal>()
        .AddSingleton(p => Refused(p, p.GetRequiredService<Database>().Unguarded, isDesk: false))
        .AddKeyedSingleton(RefusedAccess.OfSite, (p, _) => Refused(p, p.GetRequiredKeyedService<Database>(Database.Desk), isDesk: true));

    /// <summary>Adds the record of whom the site did not let in.</summary>
    public static IServiceCollection AddRefusedAccess(this IServiceCollection services) =>
        services.AddSingleton(p => Refused(p, p.GetRequiredKeyedService<Database>(Database.Desk), isDesk: true));

    private static RefusedAccess Refused(IServiceProvider services, Database database, bool isDesk) => new(
        new RefusedAccessStore(database, isDesk),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<RefusedAccess>>());
}
