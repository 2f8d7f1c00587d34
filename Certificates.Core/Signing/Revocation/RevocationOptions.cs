using Microsoft.Extensions.Options;

namespace Certificates.Core.Signing.Revocation;

/// <summary>
/// Section <c>Revocation</c>: whether PDFs hold what the authorities say of the certificates behind their signature and its time stamp, as
/// it was fetched before (ETSI EN 319 142-1, 5.4.2.2).
/// </summary>
public sealed class RevocationOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Revocation";

    /// <summary>Whether lists (RFC 5280) and answers of responders (RFC 6960) are fetched, from where the certificates say.</summary>
    public bool Fetch { get; set; }

    /// <summary>Minutes between two fetches, 5 to 1440; where something fails, or ends before, it is fetched earlier.</summary>
    public int IntervalMinutes { get; set; } = 60;

    /// <summary>Seconds an answer may take, 1 to 60.</summary>
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Whether rows wait while something is missing or has ended; else their files go without it.</summary>
    public bool Required { get; set; }
}

/// <summary>Stops the process at start over a wrong value, naming it.</summary>
internal sealed class RevocationOptionsValidator : IValidateOptions<RevocationOptions>
{
    public ValidateOptionsResult Validate(string? name, RevocationOptions options)
    {
        string[] faults =
        [
            .. options.IntervalMinutes is >= 5 and <= 1440 ? Array.Empty<string>() : ["Revocation:IntervalMinutes is from 5 to 1440."],
            .. options.TimeoutSeconds is >= 1 and <= 60 ? Array.Empty<string>() : ["Revocation:TimeoutSeconds is from 1 to 60."],
            .. options.Required && !options.Fetch
                ? ["Revocation:Required is given, and Revocation:Fetch is not."]
                : Array.Empty<string>(),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
