using Certificates.Core.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Style;

internal static class StyleRoom
{
    /// <summary>Adds the fonts and the record of styles.</summary>
    public static IServiceCollection AddStyle(this IServiceCollection services, IConfiguration configuration) => services
        .AddOptionsOf<StyleOptions, StyleOptionsValidator>(configuration, StyleOptions.Section)
        .AddSingleton(p => FontChain.Open(p.GetRequiredService<StyleOptions>().FontsFolder is { Length: > 0 } folder ? folder : null))
        .AddSingleton<IGlyphCoverage>(p => p.GetRequiredService<FontChain>())
        .AddSingleton<StyleStore>();
}
