namespace Certificates.Core.Style;

/// <summary>Section <c>Style</c>.</summary>
public sealed class StyleOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Style";

    /// <summary>Folder of further TrueType fonts, such as HanaMinB for Extensions B–F; empty: the two vendored fonts alone.</summary>
    public string FontsFolder { get; set; } = "";
}
