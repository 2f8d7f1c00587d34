using System.Text.Json;
using Certificates.Core.Catalogue;
using Certificates.Core.Coding;

namespace Certificates.Core.Directories;

/// <summary>Makes the version of an institution that was sent, on the ground of the one in force, with every fault named.</summary>
internal static class InstitutionJudge
{
    private const int LongestPublicity = 90;

    /// <summary>The version that would be written, without ids.</summary>
    /// <param name="code">机构代码.</param>
    /// <param name="sent">What was sent.</param>
    /// <param name="versions">Its versions; none when it is new.</param>
    /// <param name="by">Who writes.</param>
    public static Result<Institution> Judge(
        string code, SentInstitution sent, IReadOnlyList<Institution> versions, Writer by)
    {
        var fields = new SentFields();
        var validFrom = fields.Day(SentField.ValidFrom, sent.ValidFrom, null) ?? ChinaTime.DayOf(by.At);
        var before = InForce(versions, validFrom) ?? (versions.Count > 0 ? versions[0] : null);
        var version = new Institution
        {
            Id = before?.Id ?? 0,
            Code = code,
            CreditCode = CreditCode(fields, sent.CreditCode, before),
            ValidFrom = validFrom,
            RecordedAt = by.At,
            Name = fields.Text(SentField.EntryName, sent.Name, before?.Name),
            EnglishName = fields.OptionalText(SentField.EnglishName, sent.EnglishName, before?.EnglishName) ?? "",
            ProvinceCode = fields.Text(SentField.ProvinceCode, sent.ProvinceCode, before?.ProvinceCode),
            Contact = fields.OptionalText(SentField.Contact, sent.Contact, before?.Contact) ?? "",
            IsTraining = sent.IsTraining ?? before?.IsTraining ?? false,
            IsAssessment = sent.IsAssessment ?? before?.IsAssessment ?? false,
            State = State(fields, sent.State, before),
            NeedsApproval = sent.NeedsApproval ?? before?.NeedsApproval ?? true,
            PublicityDays = sent.PublicityDays ?? before?.PublicityDays ?? 0,
            RecordedBy = by.Key.Id,
        };
        fields.Require(
            version.ProvinceCode.Length == 0 || CodingRules.Issuing["province"].Codes!.ContainsKey(version.ProvinceCode),
            RefusalCode.ProvinceCodeInvalid,
            "provinceCode",
            "provinceCode is a 省级代码 of two digits.", "provinceCode 应为两位数字的省级代码。");
        fields.Require(
            version.IsTraining || version.IsAssessment, RefusalCode.ListMissing, "isAssessment",
                "An institution is on one of the two lists at least: isTraining or isAssessment.",
                "机构须至少列入一个名录：isTraining 或 isAssessment。");
        fields.Require(
            version.PublicityDays is >= 0 and <= LongestPublicity, RefusalCode.PublicityDaysInvalid, "publicityDays",
                $"publicityDays lies between 0 and {LongestPublicity}.",
                $"publicityDays 应为 0 至 {LongestPublicity}。");
        fields.OptionalText(SentField.Document, by.Document, null);
        return fields.Faults is { } faults ? faults : version;
    }

    /// <summary>The version in force on a day.</summary>
    public static Institution? InForce(IEnumerable<Institution> versions, DateOnly on) =>
        versions.LastOrDefault(v => v.ValidFrom <= on);

    /// <summary>True when nothing but the day and who wrote it tells two versions apart.</summary>
    public static bool SayTheSame(Institution one, Institution other) =>
        one == other with
        {
            VersionId = one.VersionId,
            ValidFrom = one.ValidFrom,
            RecordedAt = one.RecordedAt,
            RecordedBy = one.RecordedBy
        };

    private static string CreditCode(SentFields fields, string? sent, Institution? before)
    {
        if (sent is null && before is not null)
        {
            return before.CreditCode;
        }

        if (!UnifiedCreditCode.TryParse(sent, out var code, out var refusal))
        {
            fields.Add(refusal);
            return "";
        }

        fields.Require(
            before is null || before.CreditCode == code.Value,
            RefusalCode.CreditCodeFixed,
            "creditCode");
        return code.Value;
    }

    private static InstitutionState State(SentFields fields, string? sent, Institution? before)
    {
        if (sent is null)
        {
            return before?.State ?? InstitutionState.Listed;
        }

        var state = Enum.GetValues<InstitutionState>().Where(s => JsonNamingPolicy.SnakeCaseLower.ConvertName(s.ToString()) == sent)
            .ToList();
        fields.Require(state.Count == 1, RefusalCode.StateUnknown, "state",
            "state is one of listed, frozen and removed.",
            "state 应为 listed、frozen 或 removed。");
        return state.FirstOrDefault();
    }
}
