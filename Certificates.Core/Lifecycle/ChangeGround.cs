using System.Security.Cryptography;

namespace Certificates.Core.Lifecycle;

/// <summary>
/// Why a change is made. The category is public; the reason is for the institution, the authority and the auditor, and stands
/// encrypted in the register. <see cref="Read"/> is the only way in.
/// </summary>
public sealed record ChangeGround
{
    /// <summary>The longest reason, in UTF-16 units.</summary>
    public const int LongestReason = 2000;

    // null as an array would become an empty hash
    private ChangeGround(ChangeCategory category, string reason, byte[]? evidenceHash) =>
        (Category, Reason, EvidenceHash) = (category, reason, evidenceHash is null ? default(ReadOnlyMemory<byte>?) : evidenceHash);

    /// <summary>The public category.</summary>
    public ChangeCategory Category { get; }

    /// <summary>Free text, trimmed, never empty.</summary>
    public string Reason { get; }

    /// <summary>SHA-256 of a document that is kept elsewhere, as sent.</summary>
    public ReadOnlyMemory<byte>? EvidenceHash { get; }

    /// <summary>Reads what a caller sent.</summary>
    /// <param name="category">A code of <see cref="ChangeCategory"/>.</param>
    /// <param name="reason">1–2,000 characters.</param>
    /// <param name="evidenceSha256">64 hexadecimal digits, or null.</param>
    /// <returns>
    /// The ground, or every fault: <c>category_missing</c>, <c>category_unknown</c>, <c>reason_missing</c>, <c>reason_too_long</c>,
    /// <c>evidence_invalid</c>.
    /// </returns>
    public static Result<ChangeGround> Read(string? category, string? reason, string? evidenceSha256)
    {
        var text = reason?.Trim() ?? "";
        byte[]? hash = null;
        var known = ChangeCategories.TryParse(category, out var parsed);
        var faults = Refusals.Of(
            known ? null : CategoryFault(category),
            ReasonFault(text),
            evidenceSha256 is null || TryReadHash(evidenceSha256, out hash)
                ? null
                : new Refusal(RefusalCode.EvidenceInvalid, "evidenceSha256",
                    "evidenceSha256 is the SHA-256 of a document: 64 hexadecimal digits.",
                    "evidenceSha256 应为证明材料的 SHA-256 值，64 位十六进制。"));
        return faults is not null ? faults : new ChangeGround(parsed, text, hash);
    }

    /// <summary>What is wrong with a reason, trimmed; null when nothing is.</summary>
    internal static Refusal? ReasonFault(string reason) => reason.Length switch
    {
        0 => new Refusal(RefusalCode.ReasonMissing, "reason",
            "Say why in words: the reason is kept with the change, and never shown to the public.",
            "请填写理由；理由随变更留存，不对外公开。"),
        > LongestReason => new Refusal(RefusalCode.ReasonTooLong, "reason",
            $"The reason has more than {LongestReason} characters.",
            $"理由超过 {LongestReason} 个字，请缩短。"),
        _ => null,
    };

    /// <summary>Never prints the reason, which may name people.</summary>
    public override string ToString() => nameof(ChangeGround);

    private static Refusal CategoryFault(string? category) => string.IsNullOrEmpty(category)
        ? new Refusal(RefusalCode.CategoryMissing, "category",
            $"Name the category, one of {ChangeCategories.All}.",
            $"请填写变更类别，应为以下之一：{ChangeCategories.All}。")
        : new Refusal(RefusalCode.CategoryUnknown, "category",
            $"The category is one of {ChangeCategories.All}.",
            $"变更类别应为以下之一：{ChangeCategories.All}。");

    private static bool TryReadHash(string text, out byte[]? hash)
    {
        hash = text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
        return hash is not null;
    }
}

/// <summary>Why a certificate is changed, in the words the public may read; any with any change.</summary>
public enum ChangeCategory
{
    /// <summary>投诉举报.</summary>
    Complaint,

    /// <summary>考试作弊.</summary>
    Cheating,

    /// <summary>伪造材料.</summary>
    ForgedPapers,

    /// <summary>签发有误.</summary>
    IssuedInError,

    /// <summary>重复发证.</summary>
    Duplicate,

    /// <summary>持证人申请.</summary>
    HolderRequest,

    /// <summary>信息有误.</summary>
    DataError,

    /// <summary>主管部门决定.</summary>
    AuthorityOrder,

    /// <summary>法院裁判; the one that lifts a revocation.</summary>
    CourtOrder,

    /// <summary>其他.</summary>
    Other,
}

/// <summary>The codes of categories.</summary>
public static class ChangeCategories
{
    /// <summary>The code of the contract, which the register keeps and the verification site says.</summary>
    public static string Code(this ChangeCategory category) => category switch
    {
        ChangeCategory.Complaint => "complaint",
        ChangeCategory.Cheating => "cheating",
        ChangeCategory.ForgedPapers => "forged_papers",
        ChangeCategory.IssuedInError => "issued_in_error",
        ChangeCategory.Duplicate => "duplicate",
        ChangeCategory.HolderRequest => "holder_request",
        ChangeCategory.DataError => "data_error",
        ChangeCategory.AuthorityOrder => "authority_order",
        ChangeCategory.CourtOrder => "court_order",
        ChangeCategory.Other => "other",
    };

    /// <summary>Every code, for whoever sent another.</summary>
    internal static string All { get; } = string.Join(", ", Enum.GetValues<ChangeCategory>().Select(Code));

    /// <summary>Reads a code.</summary>
    public static bool TryParse(string? code, out ChangeCategory category)
    {
        foreach (var known in Enum.GetValues<ChangeCategory>())
        {
            if (known.Code() == code)
            {
                category = known;
                return true;
            }
        }

        category = default;
        return false;
    }

    /// <summary>Reads a code as the register keeps it.</summary>
    /// <exception cref="InvalidOperationException">This build does not know it.</exception>
    internal static ChangeCategory Parse(string code) => TryParse(code, out var category)
        ? category
        : throw new InvalidOperationException($"No category is called {code} in this build.");
}
