namespace Certificates.Core.Signing;

/// <summary>What a key is for: its purpose and, of a PDF key, the one institution whose certificates it signs.</summary>
/// <param name="Purpose">What it signs.</param>
/// <param name="Institution">Code of the institution; null for the service's own key, which signs for all that have none.</param>
internal sealed record KeyUse(KeyPurpose Purpose, string? Institution = null)
{
    /// <summary>The section of its settings.</summary>
    public string Setting => Institution is null
        ? $"{SigningOptions.Section}:{Purpose}"
        : $"{SigningOptions.Section}:{nameof(SigningOptions.Institutions)}:{Institution}:{Purpose}";
}
