using Certificates.Web.Guards;

namespace Certificates.Api.Http;

/// <summary>A page of the API asks no other site for anything.</summary>
internal static class ApiHeaders
{
    /// <summary>
    /// The policy. Inline parts are the reference page's own: it comes with its script and styles, and its pages show no data.
    /// </summary>
    public static readonly HeaderPolicy Policy = new(
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
}
