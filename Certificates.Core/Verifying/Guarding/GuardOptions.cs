using Microsoft.Extensions.Options;

namespace Certificates.Core.Verifying.Guarding;

/// <summary>Section <c>Limits</c>: how often one may be wrong; the page and OpenAPI state what holds.</summary>
public sealed class GuardOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Limits";

    /// <summary>Wrong answers an hour and address block about one number, one name or one ID number; 1–1000.</summary>
    public int MissesPerHour { get; set; } = 20;
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class GuardOptionsValidator : IValidateOptions<GuardOptions>
{
    public ValidateOptionsResult Validate(string? name, GuardOptions options) => options.MissesPerHour is >= 1 and <= 1000
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Limits:MissesPerHour must lie between 1 and 1000.");
}
