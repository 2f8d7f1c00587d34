using Certificates.Core.Privacy;
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
    public ValidateOptionsResult Validate(string? name, RecoveryOptions options)
    {
        if (options.Path.Length == 0)
        {
            return ValidateOptionsResult.Success;
        }

        try
        {
            // A folder that is made only when the first certificate is to be kept would be missed then.
            PrivateFiles.CreateFolder(options.Path);
            PrivateFiles.CreateNameless(options.Path, bufferSize: 0).Dispose();
            return ValidateOptionsResult.Success;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ValidateOptionsResult.Fail(
                $"Recovery:Path is '{options.Path}': name a folder that this process can write to ({fault.Message}).");
        }
    }
}
