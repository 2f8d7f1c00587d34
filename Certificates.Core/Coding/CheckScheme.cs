namespace Certificates.Core.Coding;

/// <summary>How a coding rule guards its numbers against slips of the pen.</summary>
public enum CheckScheme
{
    /// <summary>No check character.</summary>
    None,

    /// <summary>One character at the end, ISO/IEC 7064 MOD 37,36.</summary>
    Mod37And36,
}
