using Certificates.Core.Access;
using Certificates.Core.Directories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Composition;

/// <summary>The directories that the authority keeps, and the record of who called what.</summary>
internal static class DirectoryServices
{
    /// <summary>Adds <see cref="InstitutionDirectory"/>, <see cref="AuthorisationDirectory"/>, <see cref="OccupationDirectory"/>, <see cref="DirectoryEvents"/> and <see cref="AccessJournal"/>.</summary>
    public static IServiceCollection AddDirectories(this IServiceCollection services) => services
        .AddSingleton<InstitutionStore>().AddSingleton<AuthorisationStore>().AddSingleton<OccupationStore>().AddSingleton<DirectoryEventStore>()
        .AddSingleton(p => new InstitutionDirectory(
            p.GetRequiredService<InstitutionStore>(), p.GetRequiredService<DirectoryEventStore>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new AuthorisationDirectory(
            p.GetRequiredService<AuthorisationStore>(),
            p.GetRequiredService<InstitutionStore>(),
            p.GetRequiredService<OccupationStore>(),
            p.GetRequiredService<DirectoryEventStore>(),
            p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new OccupationDirectory(
            p.GetRequiredService<OccupationStore>(), p.GetRequiredService<DirectoryEventStore>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new DirectoryEvents(p.GetRequiredService<DirectoryEventStore>()))
        .AddSingleton<AccessRecordStore>()
        .AddSingleton(p => new AccessJournal(
            p.GetRequiredService<AccessRecordStore>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<AccessJournal>>()));
}
