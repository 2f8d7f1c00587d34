namespace Certificates.Web.Pages;

/// <summary>The form that a page answers, so that it can be sent again in the other language.</summary>
/// <param name="Address">The path it was sent to.</param>
/// <param name="Fields">Its fields by name, with what was typed.</param>
public sealed record PostedForm(string Address, IReadOnlyList<(string Name, string? Value)> Fields);
