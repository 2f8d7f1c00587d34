// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of questions, lists, and what holders do with their own certificates.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode TwoOfThreeRequired = new(
        "two_of_three_required", RefusalKind.Malformed,
        "请填写证书编号、姓名、证件号码三项中的任意两项。",
        "Give two of the three: certificate number, name, ID number. One alone finds nothing.");

    public static readonly RefusalCode ThirdFactRequired = new(
        "third_fact_required", RefusalKind.Unmet,
        "今日对该编号或证件号码的错误查询过多，请同时填写证书编号、姓名和证件号码，或扫描二维码、上传 PDF 查验。",
        "Too many wrong answers were asked about this number or ID number today: give number, name and ID number, scan the QR code, or "
            + "send the PDF.");

    public static readonly RefusalCode InstitutionRequired = new(
        "institution_required", RefusalKind.Unmet,
        "有多家机构使用过这个编号，请填写证书上发证机构的代码或全称。",
        "Several institutions printed this number: say which of them issued the paper, by code or name.");

    public static readonly RefusalCode TokenUnreadable = new(
        "token_unreadable", RefusalKind.Malformed,
        "二维码不完整或不是本系统的二维码，请重新扫描，或填写编号和姓名查验。",
        "This is not the whole of one of our QR codes: scan it again, or type the number and the name.");

    public static readonly RefusalCode LogDamaged = new(
        "log_damaged", RefusalKind.Outage,
        "日志与签署时不一致，暂不提供；请稍后再试，或告知主管部门。",
        "The log is not as it was signed, and is not passed on: ask again later, and tell the authority.");

    public static readonly RefusalCode NotAPdf = new(
        "not_a_pdf", RefusalKind.Malformed,
        "这不是 PDF 文件，请上传原样下载的电子证书 PDF；照片、扫描件和打印件请扫描其中的二维码，或填写编号、姓名和证件号码查验。",
        "This is not a PDF: send the PDF as it was downloaded. Of a photo, scan or print scan the QR code, or check number, name and ID "
            + "number.");

    public static readonly RefusalCode PurposeMissing = new(
        "purpose_missing", RefusalKind.Malformed,
        "请填写用途，不要超长。",
        "Say what it is for, in words that are not too long.");

    public static readonly RefusalCode FieldMissing = new(
        "field_missing", RefusalKind.Malformed,
        "证书编号、证件号码和领取码均须填写。",
        "Number, ID number and pick-up code are all needed.");

    public static readonly RefusalCode SignInFailed = new(
        "sign_in_failed", RefusalKind.Unmet,
        "登录失败，证书编号、证件号码与领取码不相符；新的领取码请向发证机构领取。",
        "Number, ID number and pick-up code do not belong together. The institution that issued the certificate gives out a new code.");

    public static readonly RefusalCode SessionEnded = new(
        "session_ended", RefusalKind.Unmet,
        "登录已结束，请重新登录。",
        "Please sign in again.");

    public static readonly RefusalCode CertificateNotFound = new(
        "certificate_not_found", RefusalKind.Missing,
        "您名下没有这份证书，请核对编号。",
        "You have no such certificate.");

    public static readonly RefusalCode DaysOutOfRange = new(
        "days_out_of_range", RefusalKind.Malformed,
        "有效天数超出范围，请更正。",
        "The days a code lives are out of range: correct them.");

    public static readonly RefusalCode ShareCodesUsedUp = new(
        "share_codes_used_up", RefusalKind.Unmet,
        "这份证书的分享码已达上限，请先撤销一个。",
        "The certificate has as many live codes as it may have: revoke one first.");

    public static readonly RefusalCode ShareCodeEnded = new(
        "share_code_ended", RefusalKind.Missing,
        "没有这个分享码，或者分享码已失效，请向持证人索取新的分享码。",
        "There is no such share code, or it has ended. Ask its holder for a new one.");

    public static readonly RefusalCode CopyPurposeUnknown = new(
        "copy_purpose_unknown", RefusalKind.Malformed,
        "请从列表中选择加注件的用途。",
        "Choose what the copy is for from the list.");

    public static readonly RefusalCode CopyWordsInvalid = new(
        "copy_words_invalid", RefusalKind.Malformed,
        "补充说明最多 30 个字，不含控制字符；用途为“其他”时必填。",
        "What is added has at most 30 characters, none of them invisible; of another purpose it is needed.");

    public static readonly RefusalCode CopiesUsedUp = new(
        "copies_used_up", RefusalKind.Unmet,
        "这份证书的加注件已达上限（3 份），请等其中一份到期。",
        "The certificate has as many live copies as it may have, three: wait until one has ended.");

    public static readonly RefusalCode CopyEnded = new(
        "copy_ended", RefusalKind.Missing,
        "没有这份加注件，或者加注件已到期，请向持证人索取证书原件或新的加注件。",
        "There is no such annotated copy, or it has ended. Ask its holder for the certificate itself, or for a new copy.");

    public static readonly RefusalCode CertificateNotInForce = new(
        "certificate_not_in_force", RefusalKind.Unmet,
        "只有有效的电子证书可以申请开放凭证或加注件。",
        "Open credentials and annotated copies are made of certificates that are in force and have a PDF here.");
}
