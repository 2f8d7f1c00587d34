using System.Security.Cryptography;
using Certificates.Web.Guards;
using Scalar.AspNetCore;

namespace Certificates.Web.Pages;

/// <summary>
/// The page that shows the OpenAPI document; its script is served from here, and no other site is asked. Scripts and the styles they write
/// at run time carry the nonce of the answer.
/// </summary>
internal static class ReferencePage
{
    private const string Script = "reference.js";

    /// <summary><c>/docs</c>.</summary>
    /// <param name="routes">Where it is mapped.</param>
    /// <param name="title">Of the window.</param>
    /// <param name="adjust">What the service adds.</param>
    public static void MapReferencePage(this IEndpointRouteBuilder routes, string title, Action<ScalarOptions>? adjust = null) =>
        routes.MapScalarApiReference("/docs", (page, http) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            http.Items[HeaderPolicy.Nonce] = nonce;
            var script = http.RequestServices.GetRequiredService<EmbeddedAssets>().Address(Script);
            page.WithTitle(title).WithNonce(nonce).AddHeadContent($"""
                <meta property="csp-nonce" content="{nonce}" /><script nonce="{nonce}" src="{script}"></script>
                """);
            page.DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools();
            page.HideClientButton = true;
            adjust?.Invoke(page);
        });
}
