using System.Reflection;
using Certificates.Web.Languages;

namespace Certificates.Web.Pages;

/// <summary>What a service needs to answer with pages.</summary>
internal static class PageRegistration
{
    /// <summary>Adds languages, assets and what guards forms against forgery.</summary>
    /// <param name="services">The service's parts.</param>
    /// <param name="assets">The assembly with the service's own assets.</param>
    public static void AddPages(this IServiceCollection services, Assembly assets)
    {
        services.AddLocalization();
        services.AddScoped<PageRequest>();
        services.AddSingleton(_ => new EmbeddedAssets(assets));
        services.AddAntiforgery(options => options.Cookie.Name = "form");
    }

    /// <summary>Pages come in the language of the caller; what programs read has none.</summary>
    public static void UseLanguages(this IApplicationBuilder app) => app.UseWhen(
        static http => !http.Request.IsForPrograms() || http.Request.AsksForPage(),
        pages => pages.UseRequestLocalization(Language.Localization()));

    /// <summary><c>/assets</c>, which no limit counts.</summary>
    public static void MapAssets(this IEndpointRouteBuilder routes) => routes
        .MapGet("/assets/{name}", (string name, HttpResponse response, EmbeddedAssets assets) => assets.Answer(name, response))
        .ExcludeFromDescription()
        .DisableRateLimiting();
}
