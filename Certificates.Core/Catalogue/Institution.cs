using System.Text.Json.Serialization;
using Certificates.Core.Data;

namespace Certificates.Core.Catalogue;

/// <summary>
/// An institution as it stands from a day on, in the register and in the directory's answers; a later version of the same
/// <see cref="Id"/> takes over.
/// </summary>
public sealed record Institution
{
    internal static readonly TableColumns<Institution> Columns = new(
        "Institution",
        ("Id", i => i.Id),
        ("Code", i => i.Code),
        ("CreditCode", i => i.CreditCode));

    internal static readonly TableColumns<Institution> VersionColumns = new(
        "InstitutionVersion",
        ("Id", v => v.VersionId),
        ("InstitutionId", v => v.Id),
        ("ValidFrom", v => v.ValidFrom),
        ("RecordedAt", v => v.RecordedAt),
        ("Name", v => v.Name),
        ("EnglishName", v => v.EnglishName),
        ("ProvinceCode", v => v.ProvinceCode),
        ("Contact", v => v.Contact),
        ("IsTraining", v => v.IsTraining),
        ("IsAssessment", v => v.IsAssessment),
        ("State", v => v.State),
        ("NeedsApproval", v => v.NeedsApproval),
        ("PublicityDays", v => v.PublicityDays),
        ("RecordedBy", v => v.RecordedBy));

    /// <summary>Row of the directory.</summary>
    [JsonIgnore]
    public long Id { get; init; }

    /// <summary>Row of this version.</summary>
    internal long VersionId { get; init; }

    /// <summary>机构代码, <c>0001</c>–<c>9999</c>.</summary>
    public required string Code { get; init; }

    /// <summary>统一社会信用代码, GB 32100.</summary>
    public required string CreditCode { get; init; }

    /// <summary>The name on file, as printed and on its seal.</summary>
    public required string Name { get; init; }

    /// <summary>English name; empty when none is on file.</summary>
    public required string EnglishName { get; init; }

    /// <summary>省级代码 of its registration.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>How it is reached: by the authority, and by the holders of its certificates, who see it on their own page.</summary>
    public string Contact { get; init; } = "";

    /// <summary>On the list of 培训机构: issues 培训合格证书.</summary>
    public required bool IsTraining { get; init; }

    /// <summary>On the list of 评价机构: issues 专业技术等级证书.</summary>
    public required bool IsAssessment { get; init; }

    /// <summary>Whether it may send results now.</summary>
    public required InstitutionState State { get; init; }

    /// <summary>Whether an approver decides over each batch.</summary>
    public required bool NeedsApproval { get; init; }

    /// <summary>Days of 公示 before anything of a batch is issued; 0 is none.</summary>
    public int PublicityDays { get; init; }

    /// <summary>First day of this version.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The key that wrote it; null for what the register began with.</summary>
    public long? RecordedBy { get; init; }

    /// <summary>
    /// Every version, in the order in which they take over; of two that begin on one day the later recorded one holds. Null in lists and
    /// for a day.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Institution>? History { get; init; }

    /// <summary>The first day of the version that takes over from this one, where the directory lists it as of today; else null.</summary>
    [JsonIgnore]
    public DateOnly? ChangesOn { get; init; }

    /// <summary>True when it is on the list that issues this kind.</summary>
    public bool Issues(CertificateKind kind) => kind switch
    {
        CertificateKind.Grade => IsAssessment,
        CertificateKind.Training => IsTraining,
    };
}

/// <summary>An institution's standing in the directory.</summary>
public enum InstitutionState
{
    /// <summary>In the directory.</summary>
    Listed = 1,

    /// <summary>Frozen by the authority: nothing is issued until it is lifted.</summary>
    Frozen = 2,

    /// <summary>Left the directory: results of assessments held before may still arrive within its authorisations.</summary>
    Removed = 3,
}
