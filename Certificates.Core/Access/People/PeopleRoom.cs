using Certificates.Core.Access.Authority;
using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Access.People;

internal static class PeopleRoom
{
    /// <summary>Adds the people of the console: accounts, sessions, and the way in.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<Passwords>().AddSingleton<AccountStore>().AddSingleton<AccountChangeStore>().AddSingleton<SessionStore>()
        .AddSingleton<SignInStore>().AddSingleton<PasskeyStore>().AddSingleton<Attempts>()
        .AddSingleton<ProposalStore>().AddPart<Proposals>().AddPart<KeyProposals>().AddPart<Contacts>().AddPart<Accounts>()
        .AddPart<AccountChanges>().AddPart<Factors>().AddPart<Passkeys>().AddPart<Sessions>().AddPart<SignIns>().AddPart<PasskeySignIns>()
        .AddPart<ProviderSignIns>();
}
