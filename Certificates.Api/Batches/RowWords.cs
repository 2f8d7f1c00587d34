using Certificates.Core;
using Certificates.Core.Batches;
using Certificates.Core.Intake;

namespace Certificates.Api.Batches;

/// <summary>Outcomes and reasons in the words of a clerk; the codes stay in brackets, for whoever asks for help.</summary>
internal static class RowWords
{
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["row_malformed"] = "本行字段数多于表头",
        ["candidate_number_missing"] = "缺准考证号",
        ["candidate_number_duplicated"] = "准考证号在文件内重复",
        ["name_missing"] = "缺姓名",
        ["name_invalid"] = "姓名含不允许的字符",
        ["name_too_long"] = "姓名过长",
        ["glyph_missing"] = "含字库中没有的字",
        ["id_type_unknown"] = "证件类型不在代码表内",
        ["id_number_invalid"] = "证件号码有误",
        ["occupation_unknown"] = "职业编码不在目录内",
        ["direction_missing"] = "缺职业方向",
        ["direction_unknown"] = "该职业该等级无此方向",
        ["grade_unknown"] = "等级有误",
        ["score_missing"] = "缺成绩",
        ["score_out_of_range"] = "成绩不在 0–100 之间或小数过多",
        ["assessed_on_missing"] = "缺考核日期",
        ["assessed_on_invalid"] = "考核日期有误",
        ["assessed_on_in_future"] = "考核日期在将来",
        ["institution_not_authorised"] = "考核（结业）当日机构无此职业等级的资格",
        ["hours_missing"] = "缺学时",
        ["hours_out_of_range"] = "学时有误",
        ["final_test_missing"] = "缺结业测试结果",
        ["final_test_unknown"] = "结业测试须填是或否",
        ["training_certificate_invalid"] = "培训合格证书不存在、已失效或与本人、职业、等级不符",
        ["number_missing"] = "缺证书编号",
        ["number_invalid"] = "证书编号不能作为原证书编号",
        ["number_taken"] = "证书编号已被使用或在文件内重复",
        ["issued_on_missing"] = "缺发证日期",
        ["issued_on_invalid"] = "发证日期有误",
        ["issued_on_in_future"] = "发证日期在将来",
        ["photo_missing"] = "照片包中没有此照片",
        ["photo_invalid"] = "照片不合要求",
        ["batch_declined"] = "本批次未获批准",
        ["complaint_upheld"] = "公示期异议成立",
        ["theory_below_pass"] = "理论知识成绩未达合格线",
        ["ability_below_pass"] = "专业能力成绩未达合格线",
        ["hours_below_required"] = "培训学时未达规定学时",
        ["final_test_not_passed"] = "结业测试未合格",
        ["certificate_exists"] = "该人已有同职业、同方向、同等级的有效证书",
    };

    /// <summary>结果; a row that a complaint holds back says so.</summary>
    public static string Of(BatchRow row) => row.Hold is { Active: true } ? "暂缓签发（公示期有异议）" : Of(row.Outcome);

    private static string Of(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Pending => "待签发",
        RowOutcome.Issued => "已发证",
        RowOutcome.NotPassed => "未合格",
        RowOutcome.Rejected => "已退回",
        RowOutcome.Duplicate => "重复",
    };

    /// <summary>原因: what is wrong, where, and the message that tells the particulars.</summary>
    public static string Of(Refusal reason) =>
        Reasons.TryGetValue(reason.Code, out var words) ? $"{words}（{reason.Code}：{reason.Message}）" : $"{reason.Code}：{reason.Message}";
}
