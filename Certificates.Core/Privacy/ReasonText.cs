namespace Certificates.Core.Privacy;

/// <summary>Why somebody decided something, in their own words; stored encrypted, for it may name people.</summary>
internal static class ReasonText
{
    private const int MaxLength = 2000;

    /// <summary>What is wrong with it, or null.</summary>
    public static Refusal? Fault(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? new Refusal(RefusalCode.ReasonMissing, "reason", "Say why.")
        : reason.Length > MaxLength ? new Refusal(RefusalCode.ReasonTooLong, "reason",
            $"Say why in at most {MaxLength} characters.",
            $"理由最多 {MaxLength} 个字，请缩短。")
        : null;
}
