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
    /// 证照类型代码 of GB/T 36904 identifiers, 21 characters: the credit code of who defined the licence type, and 3 digits.
    /// </summary>
    public string LicenceType { get; set; } = "11100000000013338W901";

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
            options.LicenceType.Length == 21 && options.LicenceType.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)),
            "Issuing:LicenceType must be 21 digits and capital letters (GB/T 36904-2018).");
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
