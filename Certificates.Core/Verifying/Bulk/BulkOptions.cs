using Microsoft.Extensions.Options;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>Section <c>Bulk</c>: how much a key may check.</summary>
public sealed class BulkOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Bulk";

    /// <summary>Rows a key may check between two midnights in China; 1–100,000,000.</summary>
    public int RowsPerKeyAndDay { get; set; } = 500_000;
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class BulkOptionsValidator : IValidateOptions<BulkOptions>
{
    public ValidateOptionsResult Validate(string? name, BulkOptions options) => options.RowsPerKeyAndDay is >= 1 and <= 100_000_000
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Bulk:RowsPerKeyAndDay must lie between 1 and 100000000.");
}
