using Certificates.Web.Guards;

namespace Certificates.Api.Http;

/// <summary>Nothing of the service is fetched from elsewhere, framed, kept or told on.</summary>
internal static class ApiHeaders
{
    private const string Rest =
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>
    /// The policy; the reference page alone writes style elements at run time, and starts by a script that carries a nonce.
    /// </summary>
    public static readonly HeaderPolicy Policy = new("default-src 'none'; script-src 'self'; style-src 'self'; " + Rest)
    {
        ReferenceContent = "default-src 'none'; script-src 'self' 'nonce-" + HeaderPolicy.Nonce
            + "'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; " + Rest,
        Further =
        [
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ],
    };
}
