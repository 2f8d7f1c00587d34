using Microsoft.Extensions.Options;

namespace Certificates.Core.Style;

/// <summary>Section <c>Style</c>.</summary>
public sealed class StyleOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Style";

    /// <summary>Folder of further TrueType fonts, such as HanaMinB for Extensions B–F; empty: the two vendored fonts alone.</summary>
    public string FontsFolder { get; set; } = "";
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class StyleOptionsValidator : IValidateOptions<StyleOptions>
{
    public ValidateOptionsResult Validate(string? name, StyleOptions options) =>
        options.FontsFolder.Length == 0 || Directory.Exists(options.FontsFolder)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Style:FontsFolder is '{Path.GetFullPath(options.FontsFolder)}', and there is no such folder.");
}
