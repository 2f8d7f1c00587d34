using Microsoft.Extensions.Options;

namespace Certificates.Core.Oversight;

/// <summary>Section <c>SelfCheck</c>: when stored PDFs are read again, and how many.</summary>
public sealed class SelfCheckOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "SelfCheck";

    /// <summary>The hour in China from which the check of a day is done, 0–23.</summary>
    public int Hour { get; set; } = 3;

    /// <summary>Certificates read a night, 1–100,000; those that differed the night before come on top.</summary>
    public int SampleSize { get; set; } = 500;

    /// <summary>
    /// A register file of up to so many megabytes (2²⁰ bytes) is checked whole each night, 0–1,000,000; of a larger one a table, and what
    /// was damaged before.
    /// </summary>
    public int WholeFileMegabytes { get; set; } = 4096;
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class SelfCheckOptionsValidator : IValidateOptions<SelfCheckOptions>
{
    public ValidateOptionsResult Validate(string? name, SelfCheckOptions options)
    {
        string[] faults =
        [
            .. options.Hour is >= 0 and <= 23 ? [] : new[] { "SelfCheck:Hour must lie between 0 and 23." },
            .. options.SampleSize is >= 1 and <= 100_000 ? [] : new[] { "SelfCheck:SampleSize must lie between 1 and 100000." },
            .. options.WholeFileMegabytes is >= 0 and <= 1_000_000
                ? []
                : new[] { "SelfCheck:WholeFileMegabytes must lie between 0 and 1000000." },
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
