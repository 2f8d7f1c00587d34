using Scalar.AspNetCore;

namespace Certificates.Web.Pages;

/// <summary>The page that shows the OpenAPI document; its script is served from here, and no other site is asked.</summary>
internal static class ReferencePage
{
    /// <summary><c>/docs</c>.</summary>
    /// <param name="routes">Where it is mapped.</param>
    /// <param name="title">Of the window.</param>
    /// <param name="adjust">What the service adds.</param>
    public static void MapReferencePage(this IEndpointRouteBuilder routes, string title, Action<ScalarOptions> adjust) =>
        routes.MapScalarApiReference("/docs", page =>
        {
            page.WithTitle(title).DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools();
            adjust(page);
        });
}
