namespace Certificates.Core.Directories;

/// <summary>
/// What the authority sends of an institution. What is left out stays as it stands on <paramref name="ValidFrom"/>; a new institution
/// needs a credit code, a name, a province and one of the two lists.
/// </summary>
/// <param name="CreditCode">统一社会信用代码; an institution keeps it.</param>
/// <param name="Name">As printed and on its seal.</param>
/// <param name="EnglishName">May be empty.</param>
/// <param name="ProvinceCode">省级代码.</param>
/// <param name="Contact">How it is reached, shown to the holders of its certificates; may be empty.</param>
/// <param name="IsTraining">On the list of 培训机构.</param>
/// <param name="IsAssessment">On the list of 评价机构.</param>
/// <param name="State">listed, frozen or removed.</param>
/// <param name="NeedsApproval">Whether an approver decides over each batch.</param>
/// <param name="PublicityDays">0–90.</param>
/// <param name="ValidFrom">First day of it, yyyy-MM-dd; today when left out.</param>
/// <param name="Document">The document the change rests on.</param>
public sealed record SentInstitution(
    string? CreditCode,
    string? Name,
    string? EnglishName,
    string? ProvinceCode,
    string? Contact,
    bool? IsTraining,
    bool? IsAssessment,
    string? State,
    bool? NeedsApproval,
    int? PublicityDays,
    string? ValidFrom,
    string? Document)
{
    /// <summary>Leaves all as it stands.</summary>
    public static SentInstitution Nothing { get; } = new(null, null, null, null, null, null, null, null, null, null, null, null);
}
