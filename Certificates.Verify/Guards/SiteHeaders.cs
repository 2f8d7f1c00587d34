using Certificates.Web.Guards;

namespace Certificates.Verify.Guards;

/// <summary>Nothing of the site is fetched from elsewhere, framed, kept or told on.</summary>
internal static class SiteHeaders
{
    private const string Own = "default-src 'none'; script-src 'self'; style-src 'self'; " + Rest;

    // The reference page alone writes styles at run time, and starts by a script; both carry a nonce.
    private const string Reference = "default-src 'none'; script-src 'self' 'nonce-" + HeaderPolicy.Nonce
        + "'; style-src 'self' 'nonce-" + HeaderPolicy.Nonce + "'; font-src 'self' data:; " + Rest;

    private const string Rest = "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string NoDevice = ", geolocation=(), microphone=(), payment=(), usb=()";

    public static readonly HeaderPolicy Policy = new(Own)
    {
        ReferenceContent = Reference,
        Further =
        [
            ("Permissions-Policy", "camera=()" + NoDevice),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ],
    };

    /// <summary>The page that reads QR codes installs itself in the browser, decodes beside the page, and may ask for the camera.</summary>
    public static readonly OwnHeaders OfScan = new(
        ("Content-Security-Policy", Own + "; worker-src 'self'; manifest-src 'self'"),
        ("Permissions-Policy", "camera=(self)" + NoDevice));
}
