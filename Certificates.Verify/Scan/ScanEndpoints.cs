using System.Text.Json;
using Certificates.Verify.Guards;
using Certificates.Web.Languages;
using Microsoft.Extensions.Localization;

namespace Certificates.Verify.Scan;

/// <summary>Checking a QR code in the browser, without a network: the page, and what a browser needs to keep it.</summary>
internal static class ScanEndpoints
{
    private static readonly int[] IconSizes = [192, 512];

    public static void AddScan(this IServiceCollection services) => services.AddSingleton<ScanFiles>();

    public static void MapScan(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/scan", () => Html.Page<ScanPage>(StatusCodes.Status200OK))
            .WithMetadata(SiteHeaders.OfScan).ExcludeFromDescription();
        var files = routes.MapGroup("/scan").ExcludeFromDescription().DisableRateLimiting();
        files.MapGet("/worker.js", Worker);
        files.MapGet("/manifest.webmanifest", Manifest);
        files.MapGet("/{version}/{name}", (string version, string name, HttpResponse response, ScanFiles kept) =>
            kept.Answer(version, name, response));
    }

    private static IResult Worker(HttpResponse response, ScanFiles files)
    {
        // A script may control what lies below its own address, and the page lies above it.
        response.Headers["Service-Worker-Allowed"] = "/scan";
        response.Headers.CacheControl = "no-cache";
        return Results.Text(files.Worker, "text/javascript");
    }

    private static IResult Manifest(ScanFiles files, IStringLocalizer<Words> words) => Results.Json(
        new
        {
            id = "/scan",
            name = words["scan.app"].Value,
            short_name = words["scan.title"].Value,
            lang = Language.Current,
            start_url = "/scan",
            scope = "/scan",
            display = "standalone",
            background_color = "#fffdf9",
            theme_color = "#fffdf9",
            icons = IconSizes.Select(size => new
            {
                src = files.Address($"icon-{size}.png"),
                sizes = $"{size}x{size}",
                type = "image/png",
                purpose = "any maskable",
            }),
        },
        JsonSerializerOptions.Default,
        "application/manifest+json");
}
