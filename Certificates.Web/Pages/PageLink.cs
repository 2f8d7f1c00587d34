namespace Certificates.Web.Pages;

/// <summary>A link of the navigation or the footer.</summary>
/// <param name="Address">The path it leads to.</param>
/// <param name="Word">What it says, in the language of the page.</param>
public sealed record PageLink(string Address, string Word);
