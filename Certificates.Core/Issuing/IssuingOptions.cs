using Certificates.Core.Coding;
using Certificates.Core.Data;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Issuing;

/// <summary>Section <c>Issuing</c>: the pace of the pipeline.</summary>
public sealed class IssuingOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Issuing";

    /// <summary>Certificates that share one commit, 1–1000.</summary>
    public int GroupSize { get; set; } = 200;

    /// <summary>Groups in work at once, 1–64; 0 is one more than there are cores, so that a commit leaves no core idle.</summary>
    public int Workers { get; set; }

    /// <summary>
    /// Seconds after which another process may take over the rows of one that died, 5–3600. Leases are compared across machines: their
    /// clocks must agree better than this, as with NTP they do. Clocks that do not cost work done twice, never a number given twice.
    /// </summary>
    public int LeaseSeconds { get; set; } = 60;

    /// <summary>
    /// 证照类型代码 of GB/T 36904 identifiers, 21 characters: the credit code of who defined the licence type, and 3 digits. The state
    /// assigns it; without one certificates bear no identifier, and those of a demonstration one of
    /// <see cref="LicenceIdentifier.DemonstrationType"/>.
    /// </summary>
    public string LicenceType { get; set; } = "";

    internal int WorkersOrDefault => Workers == 0 ? Environment.ProcessorCount + 1 : Workers;
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class IssuingOptionsValidator : IValidateOptions<IssuingOptions>
{
    public ValidateOptionsResult Validate(string? name, IssuingOptions options)
    {
        List<string> faults = [];
        Require(options.GroupSize is >= 1 and <= 1000, "Issuing:GroupSize must lie between 1 and 1000.");
        Require(options.Workers is >= 0 and <= 64, "Issuing:Workers must lie between 0 and 64.");
        Require(options.LeaseSeconds is >= 5 and <= 3600, "Issuing:LeaseSeconds must lie between 5 and 3600.");
        Require(
            options.LicenceType.Length == 0 || LicenceIdentifier.IsType(options.LicenceType),
            "Issuing:LicenceType must be a 统一社会信用代码 in capital letters and 3 digits behind it (GB/T 36904-2018).");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }
}

/// <summary>The licence type that this register issues under; empty for none.</summary>
internal sealed record LicenceType(string Code)
{
    public static LicenceType Of(IssuingOptions options, StorageOptions storage) => new(
        options.LicenceType.Length == 0 && storage.IsSpecimen ? LicenceIdentifier.DemonstrationType : options.LicenceType);
}
