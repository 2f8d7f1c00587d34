namespace Certificates.Web.Pages;

/// <summary>
/// The request a page is rendered for. The framework's own accessor would be set for each call of a program too, which asks for no
/// page, and makes every wait of it dearer.
/// </summary>
internal sealed class PageRequest
{
    /// <summary>Set before rendering begins.</summary>
    public HttpContext? Http { get; set; }
}
