using System.Text.Json.Serialization;
using Certificates.Core.Catalogue;

namespace Certificates.Core.Directories;

/// <summary>An institution as it stands from a day on.</summary>
/// <param name="Code">机构代码.</param>
/// <param name="CreditCode">统一社会信用代码, GB 32100.</param>
/// <param name="Name">As printed and on its seal.</param>
/// <param name="EnglishName">Empty when none is on file.</param>
/// <param name="ProvinceCode">省级代码 of its registration.</param>
/// <param name="Contact">How it is reached: by the authority, and by the holders of its certificates, who see it on their own page.</param>
/// <param name="IsTraining">On the list of 培训机构.</param>
/// <param name="IsAssessment">On the list of 评价机构.</param>
/// <param name="State">Its standing.</param>
/// <param name="NeedsApproval">Whether an approver decides over each batch.</param>
/// <param name="PublicityDays">Days of 公示 before anything of a batch is issued.</param>
/// <param name="ValidFrom">First day of this version.</param>
/// <param name="RecordedAt">When it was written.</param>
/// <param name="RecordedBy">The key that wrote it; null for what the register began with.</param>
public sealed record InstitutionEntry(
    string Code,
    string CreditCode,
    string Name,
    string EnglishName,
    string ProvinceCode,
    string Contact,
    bool IsTraining,
    bool IsAssessment,
    InstitutionState State,
    bool NeedsApproval,
    int PublicityDays,
    DateOnly ValidFrom,
    DateTimeOffset RecordedAt,
    long? RecordedBy)
{
    /// <summary>
    /// Every version, in the order in which they take over; of two that begin on one day the later recorded one holds. Null in lists and
    /// for a day.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<InstitutionEntry>? History { get; init; }

    internal static InstitutionEntry Of(InstitutionRecord r) => new(
        r.Code, r.CreditCode, r.Name, r.EnglishName, r.ProvinceCode, r.Contact, r.IsTraining, r.IsAssessment, (InstitutionState)r.State,
        r.NeedsApproval, (int)r.PublicityDays, r.ValidFrom, r.RecordedAt, r.RecordedBy);
}

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
    string? Document);
