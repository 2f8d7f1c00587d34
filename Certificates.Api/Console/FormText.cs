namespace Certificates.Api.Console;

/// <summary>Fields of forms as they are typed.</summary>
internal static class FormText
{
    /// <summary>Trimmed; null for a field that was left empty.</summary>
    public static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
