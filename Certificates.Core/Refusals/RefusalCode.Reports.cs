// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of mistakes that holders report.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode ReportItemUnknown = new(
        "report_item_unknown", RefusalKind.Malformed,
        "请选择哪一项有误：姓名、证件、照片或其他。",
        "Say which item is wrong: name, identity document, photo or other.");

    public static readonly RefusalCode ReportTextInvalid = new(
        "report_text_invalid", RefusalKind.Malformed,
        "请用文字说明，不要超长，不要使用控制字符。",
        "Say it in words, not too long, with no control characters but line breaks.");

    public static readonly RefusalCode TooManyReports = new(
        "too_many_reports", RefusalKind.Unmet,
        "这份证书待答复的报告已达上限，请等机构答复后再报告。",
        "Too many reports about this certificate wait for an answer: wait for one.");

    public static readonly RefusalCode ReportAnswered = new(
        "report_answered", RefusalKind.Conflict,
        "该报告已答复，持证人已收到答复。",
        "The report is answered already, and the holder has the answer.");
}
