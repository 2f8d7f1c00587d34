using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Catalogue;

internal static class CatalogueRoom
{
    /// <summary>Adds the reading of the lists.</summary>
    public static IServiceCollection AddCatalogue(this IServiceCollection services) => services
        .AddSingleton<CatalogueReader>();

    /// <summary>Adds what fills an empty register.</summary>
    public static IServiceCollection AddCatalogueSeed(this IServiceCollection services) => services
        .AddSingleton<CatalogueStore>().AddSingleton<CodingRuleStore>().AddSingleton<CatalogueSeed>();
}
