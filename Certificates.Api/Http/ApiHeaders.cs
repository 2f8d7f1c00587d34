using Certificates.Web.Guards;

namespace Certificates.Api.Http;

/// <summary>Nothing of the service is fetched from elsewhere, framed, kept or told on.</summary>
internal static class ApiHeaders
{
    private const string Rest =
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Pages = "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; ";

    /// <summary>The policy. The scripts and styles of the reference page carry a nonce; no other page has one of its own.</summary>
    public static readonly HeaderPolicy Policy = new(Pages + Rest)
    {
        ReferenceContent = "default-src 'none'; script-src 'self' 'nonce-" + HeaderPolicy.Nonce
            + "'; style-src 'self' 'nonce-" + HeaderPolicy.Nonce + "'; font-src 'self' data:; " + Rest,
        Further =
        [
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ],
    };

    /// <summary>Of a PDF that a page of the console shows in a frame, by the browser's own viewer, which it may embed.</summary>
    public static readonly OwnHeaders OfFramedPdf =
        new(("Content-Security-Policy", "default-src 'none'; object-src 'self'; frame-ancestors 'self'"));
}
