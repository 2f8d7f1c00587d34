// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of rows of a file, whose first faults are found in the columns that all forms have.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode RowMalformed = new(
        "row_malformed", RefusalKind.Malformed,
        "本行字段数多于表头，请给含有逗号的内容加上引号。",
        "The row has more fields than there are headers: quote a field that has a comma.",
        brief: "本行字段数多于表头");

    public static readonly RefusalCode CandidateNumberMissing = new(
        "candidate_number_missing", RefusalKind.Malformed,
        "缺准考证号，请逐行填写。",
        "The candidate number is empty: give each row one of its own.",
        brief: "缺准考证号");

    public static readonly RefusalCode CandidateNumberDuplicated = new(
        "candidate_number_duplicated", RefusalKind.Malformed,
        "准考证号在文件内重复，请更正，或只保留一行。",
        "Another row of the file has this candidate number: correct it, or send one row only.",
        brief: "准考证号在文件内重复");

    public static readonly RefusalCode CandidateNumberInvalid = new(
        "candidate_number_invalid", RefusalKind.Malformed,
        "准考证号有误，请把该列设为文本后重新填写。",
        "The candidate number cannot be read as it stands: format the column as text and enter it again.",
        brief: "准考证号有误");

    public static readonly RefusalCode NameMissing = new(
        "name_missing", RefusalKind.Malformed,
        "缺姓名或名称，请按证件填写。",
        "The name is empty: give it as on the identity document.",
        brief: "缺姓名");

    public static readonly RefusalCode NameInvalid = new(
        "name_invalid", RefusalKind.Malformed,
        "姓名或名称含不允许的字符，请按证件更正。",
        "The name has a character that no name may have: give it as on the identity document.",
        brief: "姓名含不允许的字符");

    public static readonly RefusalCode NameTooLong = new(
        "name_too_long", RefusalKind.Malformed,
        "姓名过长，请核对其中是否混入了其他内容。",
        "The name is too long: check whether something else was entered with it.",
        brief: "姓名过长");

    public static readonly RefusalCode GlyphMissing = new(
        "glyph_missing", RefusalKind.Malformed,
        "含字库中没有的字，请先核对；确认无误的，请联系主管部门补充字库。",
        "The fonts cannot draw a character: check it, and ask the authority to add it.",
        brief: "含字库中没有的字");

    public static readonly RefusalCode IdTypeUnknown = new(
        "id_type_unknown", RefusalKind.Malformed,
        "证件类型不在代码表内，请从代码表中选择。",
        "The type of identity document is not on the list: choose one that is.",
        brief: "证件类型不在代码表内");

    public static readonly RefusalCode IdNumberInvalid = new(
        "id_number_invalid", RefusalKind.Malformed,
        "证件号码有误，请与证件核对。",
        "The number does not fit the type of identity document: compare it with the document.",
        brief: "证件号码有误");

    public static readonly RefusalCode OccupationUnknown = new(
        "occupation_unknown", RefusalKind.Malformed,
        "职业编码不在目录内，请按职业目录填写。",
        "The occupation is not in the catalogue: give one that is.",
        brief: "职业编码不在目录内");

    public static readonly RefusalCode DirectionMissing = new(
        "direction_missing", RefusalKind.Malformed,
        "缺职业方向，请填写该职业该等级的一个方向。",
        "The occupation has directions at this grade: name one.",
        brief: "缺职业方向");

    public static readonly RefusalCode DirectionUnknown = new(
        "direction_unknown", RefusalKind.Malformed,
        "该职业该等级无此方向，请更正；没有方向的请留空。",
        "The occupation does not have this direction at this grade: correct it, or leave it empty where there is none.",
        brief: "该职业该等级无此方向");

    public static readonly RefusalCode GradeUnknown = new(
        "grade_unknown", RefusalKind.Malformed,
        "等级有误，请填写初级、中级或高级。",
        "The grade is none of junior, intermediate and senior: correct it.",
        brief: "等级有误");

    public static readonly RefusalCode PhotoMissing = new(
        "photo_missing", RefusalKind.Malformed,
        "照片包中没有此照片，请补齐后重新上传。",
        "The ZIP of photos does not have this photo: add it and send the file again.",
        brief: "照片包中没有此照片");

    public static readonly RefusalCode PhotoInvalid = new(
        "photo_invalid", RefusalKind.Malformed,
        "照片不合要求，请使用竖版 JPEG 照片，295×413 或 358×441 像素，不超过 200 KB。",
        "The photo cannot be taken: send an upright JPEG in colour or grey, 295×413 or 358×441 pixels, at most 200 KB.",
        brief: "照片不合要求");

    public static readonly RefusalCode AssessedOnMissing = new(
        "assessed_on_missing", RefusalKind.Malformed,
        "缺考核日期，请按 2026-04-25 的格式填写。",
        "The day of the assessment is empty: give it as 2026-04-25.",
        brief: "缺考核日期");

    public static readonly RefusalCode AssessedOnInvalid = new(
        "assessed_on_invalid", RefusalKind.Malformed,
        "考核日期有误，请按 2026-04-25 的格式填写。",
        "The day of the assessment is no day of the calendar: write it as 2026-04-25.",
        brief: "考核日期有误");

    public static readonly RefusalCode AssessedOnInFuture = new(
        "assessed_on_in_future", RefusalKind.Malformed,
        "考核日期在将来，请更正。",
        "The assessment date lies in the future: correct it.",
        brief: "考核日期在将来");

    public static readonly RefusalCode StartedOnInvalid = new(
        "started_on_invalid", RefusalKind.Malformed,
        "开课日期有误，或晚于结业日期；请按 2026-03-02 的格式填写，没有的留空。",
        "The first day of the course is no day of the calendar, or lies after the last: write it as 2026-03-02, or leave it empty.",
        brief: "开课日期有误");

    public static readonly RefusalCode InstitutionNotAuthorised = new(
        "institution_not_authorised", RefusalKind.Conflict,
        "机构当日不在名录内，或无此职业等级的资格；名录有误的，请联系主管部门。",
        "The institution may not issue this on that day: ask the authority when its list is wrong.",
        brief: "考核（结业）当日机构无此职业等级的资格");

    public static readonly RefusalCode BatchDeclined = new(
        "batch_declined", RefusalKind.Unmet,
        "本批次未获批准，理由见本批次的记录。",
        "The batch was declined; the reason stands with the batch.",
        brief: "本批次未获批准");

    public static readonly RefusalCode ComplaintUpheld = new(
        "complaint_upheld", RefusalKind.Unmet,
        "公示期异议成立，不予发证。",
        "A complaint in the publicity period was upheld: no certificate is issued.",
        brief: "公示期异议成立");

    public static readonly RefusalCode CertificateExists = new(
        "certificate_exists", RefusalKind.Conflict,
        "该人已有同职业、同方向、同等级的有效证书，不能重复发证。",
        "The holder has a certificate of this kind, occupation, direction and grade already.",
        brief: "该人已有同职业、同方向、同等级的有效证书");
}
