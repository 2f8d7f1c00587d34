using Certificates.Core.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Issuing;

internal static class IssuingRoom
{
    /// <summary>Adds the pipeline and <see cref="IssuingRun"/>, which keeps it going.</summary>
    public static IServiceCollection AddIssuing(this IServiceCollection services, IConfiguration configuration) => services
        .AddOptionsOf<IssuingOptions, IssuingOptionsValidator>(configuration, IssuingOptions.Section)
        .AddSingleton(p => LicenceType.Of(p.GetRequiredService<IssuingOptions>(), p.GetRequiredService<StorageOptions>()))
        .AddSingleton<IssuingStore>().AddSingleton<Claiming>().AddSingleton<RowPreparation>().AddSingleton<EarlierImport>()
        .AddSingleton<Numbering>().AddSingleton<GroupMaking>().AddSingleton<Completion>().AddSingleton<IssuingPipeline>()
        .AddPart<IssuingRun>();
}
