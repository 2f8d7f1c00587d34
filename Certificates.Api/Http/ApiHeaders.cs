using Certificates.Web.Guards;

namespace Certificates.Api.Http;

/// <summary>Nothing of the service is fetched from elsewhere, framed, kept or told on.</summary>
internal static class ApiHeaders
{
    private const string Rest =
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Pages = "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; ";

    /// <summary>
    /// The policy. The scripts and styles of the reference page carry a nonce; no other page has one of its own. A PDF in a frame is shown
    /// by the browser's own viewer, which the page may embed.
    /// </summary>
    public static readonly HeaderPolicy Policy = new(Pages + Rest)
    {
        FramedContent = "default-src 'none'; object-src 'self'; frame-ancestors 'self'",
        ReferenceContent = "default-src 'none'; script-src 'self' 'nonce-" + HeaderPolicy.Nonce
            + "'; style-src 'self' 'nonce-" + HeaderPolicy.Nonce + "'; font-src 'self' data:; " + Rest,
        Further =
        [
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ],
    };
}
