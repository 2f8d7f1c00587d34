using Certificates.Core.Signing.Notes;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Verifying.Logged;

/// <summary>Section <c>Log</c>: the log as the verification site serves it.</summary>
public sealed class LogOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Log";

    /// <summary>
    /// The public half of the log's key, as <c>keys create-log</c> prints it. Where it is given, the site passes on no checkpoint that this
    /// key did not sign. Empty: it passes on what the register holds, and whoever audits the log judges.
    /// </summary>
    public string VerifierKey { get; set; } = "";
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class LogOptionsValidator : IValidateOptions<LogOptions>
{
    public ValidateOptionsResult Validate(string? name, LogOptions options) =>
        options.VerifierKey.Length == 0 || VerifierKey.TryParse(options.VerifierKey, out _) ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "Log:VerifierKey is no verifier key: give the line that 'keys create-log' printed.");
}
