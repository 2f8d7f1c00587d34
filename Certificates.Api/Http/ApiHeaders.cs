using Certificates.Web.Guards;

namespace Certificates.Api.Http;

/// <summary>A page of the API asks no other site for anything.</summary>
internal static class ApiHeaders
{
    // Pages bring their styles along and no script; the reference page starts by a script that carries a nonce.
    private const string Rest = "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The policy.</summary>
    public static readonly HeaderPolicy Policy = new("default-src 'none'; " + Rest)
    {
        ReferenceContent = "default-src 'none'; script-src 'self' 'nonce-" + HeaderPolicy.Nonce + "'; " + Rest,
    };
}
