using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Coding;

namespace Certificates.Core.Copies;

/// <summary>
/// What an annotated copy is for, as its holder says: a closed list, so that whoever is shown one knows what it is not for.
/// </summary>
public enum CopyPurpose
{
    /// <summary>求职.</summary>
    Job,

    /// <summary>投标.</summary>
    Tender,

    /// <summary>入学.</summary>
    Admission,

    /// <summary>职称评审.</summary>
    TitleReview,

    /// <summary>落户.</summary>
    Settlement,

    /// <summary>其他, which the holder says in their own words.</summary>
    Other,
}

/// <summary>The words of <see cref="CopyPurpose"/>.</summary>
public static class CopyPurposes
{
    /// <summary>The code in forms, JSON and the desk.</summary>
    public static string Code(this CopyPurpose purpose) => purpose switch
    {
        CopyPurpose.Job => "job",
        CopyPurpose.Tender => "tender",
        CopyPurpose.Admission => "admission",
        CopyPurpose.TitleReview => "title_review",
        CopyPurpose.Settlement => "settlement",
        CopyPurpose.Other => "other",
    };

    /// <summary>As printed.</summary>
    public static BilingualName Words(this CopyPurpose purpose) => purpose switch
    {
        CopyPurpose.Job => new("求职", "job application"),
        CopyPurpose.Tender => new("投标", "tender"),
        CopyPurpose.Admission => new("入学", "admission to a school"),
        CopyPurpose.TitleReview => new("职称评审", "review for a professional title"),
        CopyPurpose.Settlement => new("落户", "household registration"),
        CopyPurpose.Other => new("其他", "other"),
    };

    /// <summary>Reads a code.</summary>
    public static bool TryParse(string? code, [NotNullWhen(true)] out CopyPurpose? purpose)
    {
        purpose = Enum.GetValues<CopyPurpose>().Where(each => each.Code() == code).Cast<CopyPurpose?>().FirstOrDefault();
        return purpose is not null;
    }
}
