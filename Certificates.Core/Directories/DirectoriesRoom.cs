using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Directories;

internal static class DirectoriesRoom
{
    /// <summary>Adds the directories that the authority keeps, and their events.</summary>
    public static IServiceCollection AddDirectories(this IServiceCollection services) => services
        .AddSingleton<InstitutionStore>().AddSingleton<AuthorisationStore>().AddSingleton<OccupationStore>()
            .AddSingleton<DirectoryEventStore>()
        .AddPart<InstitutionDirectory>().AddPart<AuthorisationDirectory>().AddPart<RightProposals>()
        .AddPart<OccupationDirectory>().AddPart<DirectoryEvents>();
}
