using Certificates.Core.Signing.Notes;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Verifying.Logged;

/// <summary>Section <c>Log</c>: the log as the verification site serves it.</summary>
public sealed class LogOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Log";

    /// <summary>
    /// The public half of the log's key, as <c>keys create-log</c> prints it; while the log changes its key both, with spaces between.
    /// Where it is given, the site passes on no checkpoint that none of them signed. Empty: it passes on what the register holds, and
    /// whoever audits the log judges.
    /// </summary>
    public string VerifierKey { get; set; } = "";
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class LogOptionsValidator : IValidateOptions<LogOptions>
{
    public ValidateOptionsResult Validate(string? name, LogOptions options) =>
        VerifierKey.ReadLogKeys(options.VerifierKey) is not null ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "Log:VerifierKey is no verifier key: give the line that 'keys create-log' printed; of several, spaces between.");
}
