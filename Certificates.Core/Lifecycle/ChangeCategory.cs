namespace Certificates.Core.Lifecycle;

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
