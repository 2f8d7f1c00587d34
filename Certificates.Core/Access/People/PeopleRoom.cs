using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Access.People;

internal static class PeopleRoom
{
    /// <summary>Adds the people of the console: accounts, sessions, and the way in.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<Passwords>().AddSingleton<AccountStore>().AddSingleton<AccountChangeStore>().AddSingleton<SessionStore>()
        .AddSingleton<SignInStore>().AddPart<Accounts>().AddPart<Factors>().AddPart<Sessions>().AddPart<SignIns>();
}
