using Microsoft.Extensions.Options;

namespace Certificates.Core.Signing.Stamping;

/// <summary>
/// Section <c>TimeStamp</c>: the authority that says when a PDF was signed (RFC 3161). Without one the signatures are PAdES B-B, with one
/// B-T (ETSI EN 319 142-1, 6.1).
/// </summary>
public sealed class TimeStampOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "TimeStamp";

    /// <summary>Where the authority is asked, by HTTP or HTTPS; empty for none.</summary>
    public string Url { get; set; } = "";

    /// <summary>
    /// File of the certification authorities, in PEM, that the certificate of its stamps must chain to; relative to the folder of the keys.
    /// </summary>
    public string AuthoritiesFile { get; set; } = "";

    /// <summary>How many stamps are asked for at once, 1 to 64.</summary>
    public int AtOnce { get; set; } = 16;

    /// <summary>Seconds an answer may take, 1 to 60.</summary>
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>True where stamps are asked for.</summary>
    internal bool IsUsed => Url.Length > 0;
}

/// <summary>Stops the process at start over a wrong value, naming it.</summary>
internal sealed class TimeStampOptionsValidator : IValidateOptions<TimeStampOptions>
{
    public ValidateOptionsResult Validate(string? name, TimeStampOptions options)
    {
        string[] faults =
        [
            .. !options.IsUsed || (Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                ? Array.Empty<string>()
                : ["TimeStamp:Url is no address: give one that begins with http:// or https://, or nothing."],
            .. !options.IsUsed && options.AuthoritiesFile.Length > 0
                ? ["TimeStamp:AuthoritiesFile is given, and TimeStamp:Url is not."]
                : Array.Empty<string>(),
            .. options.AtOnce is >= 1 and <= 64 ? Array.Empty<string>() : ["TimeStamp:AtOnce is from 1 to 64."],
            .. options.TimeoutSeconds is >= 1 and <= 60 ? Array.Empty<string>() : ["TimeStamp:TimeoutSeconds is from 1 to 60."],
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
