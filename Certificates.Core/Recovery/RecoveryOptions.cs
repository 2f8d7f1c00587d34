using Microsoft.Extensions.Options;

namespace Certificates.Core.Recovery;

/// <summary>Section <c>Recovery</c>: where is kept what must survive the database.</summary>
public sealed class RecoveryOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Recovery";

    /// <summary>
    /// A folder, best on another disk than the database and never restored together with it; processes of several machines share it
    /// where they can. Empty: <c>recovery</c> in the data directory.
    /// </summary>
    public string Path { get; set; } = "";
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class RecoveryOptionsValidator : IValidateOptions<RecoveryOptions>
{
    public ValidateOptionsResult Validate(string? name, RecoveryOptions options) => options.Path.Length > 0 && File.Exists(options.Path)
        ? ValidateOptionsResult.Fail($"Recovery:Path is '{options.Path}', which is a file: name a folder.")
        : ValidateOptionsResult.Success;
}
