using Microsoft.Extensions.Options;

namespace Certificates.Verify.Guards;

/// <summary>Section <c>Limits</c>: how much one address may ask; the defaults are those the page and OpenAPI state.</summary>
internal sealed class LimitOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Limits";

    /// <summary>Requests per minute and address block, in bursts of as many; at least 300.</summary>
    public int RequestsPerMinute { get; set; } = 600;
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class LimitOptionsValidator : IValidateOptions<LimitOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitOptions options) => options.RequestsPerMinute >= 300
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Limits:RequestsPerMinute must be at least 300: an office behind one address checks that many.");
}
