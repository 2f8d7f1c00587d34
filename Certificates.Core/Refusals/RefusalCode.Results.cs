// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of what a row says of an assessment, a training or an earlier certificate.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode ScoreMissing = new(
        "score_missing", RefusalKind.Malformed,
        "缺成绩，请填写 0 至 100 的分数。",
        "A score is empty: give 0 to 100.",
        brief: "缺成绩");

    public static readonly RefusalCode ScoreOutOfRange = new(
        "score_out_of_range", RefusalKind.Malformed,
        "成绩不在 0–100 之间或小数过多，请更正，最多保留两位小数。",
        "A score is not from 0 to 100, or has more than 2 decimals: correct it.",
        brief: "成绩不在 0–100 之间或小数过多");

    public static readonly RefusalCode TheoryBelowPass = new(
        "theory_below_pass", RefusalKind.Unmet,
        "理论知识成绩未达合格线，不予发证。",
        "The theory score is below the pass mark: no certificate is issued.",
        brief: "理论知识成绩未达合格线");

    public static readonly RefusalCode AbilityBelowPass = new(
        "ability_below_pass", RefusalKind.Unmet,
        "专业能力成绩未达合格线，不予发证。",
        "The ability score is below the pass mark: no certificate is issued.",
        brief: "专业能力成绩未达合格线");

    public static readonly RefusalCode TrainingCertificateInvalid = new(
        "training_certificate_invalid", RefusalKind.Malformed,
        "培训合格证书不存在、已失效或与本人、职业、等级不符，请与证书核对，或留空。",
        "No training certificate of this number is in force for this holder, occupation and grade: compare it with the "
            + "paper, or leave it empty.",
        brief: "培训合格证书不存在、已失效或与本人、职业、等级不符");

    public static readonly RefusalCode HoursMissing = new(
        "hours_missing", RefusalKind.Malformed,
        "缺学时，请填写学时数。",
        "The class hours are empty: give them as a number.",
        brief: "缺学时");

    public static readonly RefusalCode HoursOutOfRange = new(
        "hours_out_of_range", RefusalKind.Malformed,
        "学时有误，请更正，最多保留两位小数。",
        "The class hours are out of range, or have more than 2 decimals: correct them.",
        brief: "学时有误");

    public static readonly RefusalCode HoursBelowRequired = new(
        "hours_below_required", RefusalKind.Unmet,
        "培训学时未达规定学时，不予发证。",
        "The hours completed are fewer than the hours required: no certificate is issued.",
        brief: "培训学时未达规定学时");

    public static readonly RefusalCode FinalTestMissing = new(
        "final_test_missing", RefusalKind.Malformed,
        "缺结业测试结果，请填写是或否。",
        "The result of the final test is empty: give yes or no.",
        brief: "缺结业测试结果");

    public static readonly RefusalCode FinalTestUnknown = new(
        "final_test_unknown", RefusalKind.Malformed,
        "结业测试须填是或否，请更正。",
        "The result of the final test is neither yes nor no: correct it.",
        brief: "结业测试须填是或否");

    public static readonly RefusalCode FinalTestNotPassed = new(
        "final_test_not_passed", RefusalKind.Unmet,
        "结业测试未合格，不予发证。",
        "The final test was not passed: no certificate is issued.",
        brief: "结业测试未合格");

    public static readonly RefusalCode NumberMissing = new(
        "number_missing", RefusalKind.Malformed,
        "缺证书编号，请填写证书上的编号。",
        "The certificate number is empty: give the number that stands on the certificate.",
        brief: "缺证书编号");

    public static readonly RefusalCode NumberInvalid = new(
        "number_invalid", RefusalKind.Malformed,
        "证书编号不能作为原证书编号，请与证书核对。",
        "The number cannot be that of an earlier certificate: compare it with the paper.",
        brief: "证书编号不能作为原证书编号");

    public static readonly RefusalCode NumberTaken = new(
        "number_taken", RefusalKind.Malformed,
        "证书编号已被使用或在文件内重复，请与证书核对。",
        "Another certificate in the register has this number: compare it with the paper.",
        brief: "证书编号已被使用或在文件内重复");

    public static readonly RefusalCode IssuedOnMissing = new(
        "issued_on_missing", RefusalKind.Malformed,
        "缺发证日期，请按 2026-04-25 的格式填写。",
        "The day of issue is empty: give it as 2026-04-25.",
        brief: "缺发证日期");

    public static readonly RefusalCode IssuedOnInvalid = new(
        "issued_on_invalid", RefusalKind.Malformed,
        "发证日期有误，请核对，并按 2026-04-25 的格式填写。",
        "The day of issue cannot be right: compare it with the paper, and write it as 2026-04-25.",
        brief: "发证日期有误");

    public static readonly RefusalCode IssuedOnInFuture = new(
        "issued_on_in_future", RefusalKind.Malformed,
        "发证日期在将来，请更正。",
        "The day of issue lies in the future: correct it.",
        brief: "发证日期在将来");
}
