// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of what the authority writes into the directories.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode InstitutionCodeInvalid = new(
        "institution_code_invalid", RefusalKind.Malformed,
        "机构代码有误，请填写 0001 至 9999 的四位数字。",
        "An institution's code is four digits, 0001–9999.");

    public static readonly RefusalCode InstitutionUnknown = new(
        "institution_unknown", RefusalKind.Malformed,
        "没有此代码的机构，请核对机构代码。",
        "No institution has this code: check it.");

    public static readonly RefusalCode CreditCodeInvalid = new(
        "credit_code_invalid", RefusalKind.Malformed,
        "统一社会信用代码有误，请与营业执照或登记证书核对。",
        "This is no unified social credit code (GB 32100): compare it with the licence.");

    public static readonly RefusalCode CreditCodeTaken = new(
        "credit_code_taken", RefusalKind.Conflict,
        "该统一社会信用代码已属于另一机构，请核对。",
        "Another institution has this credit code: check it.");

    public static readonly RefusalCode CreditCodeFixed = new(
        "credit_code_fixed", RefusalKind.Conflict,
        "机构的统一社会信用代码不能更改；法人不同的，请另行登记机构。",
        "An institution keeps its credit code: another legal person is another institution, with a code of its own.");

    public static readonly RefusalCode EnglishNameMissing = new(
        "english_name_missing", RefusalKind.Malformed,
        "缺英文名称，请填写。",
        "The English name is missing: give it.");

    public static readonly RefusalCode EnglishNameInvalid = new(
        "english_name_invalid", RefusalKind.Malformed,
        "英文名称有误，请填写一行文字，不要超长。",
        "The English name cannot be taken: give one line that is not too long.");

    public static readonly RefusalCode ProvinceCodeMissing = new(
        "province_code_missing", RefusalKind.Malformed,
        "缺省级代码，请填写两位数字。",
        "The code of the province is missing: give two digits.");

    public static readonly RefusalCode ProvinceCodeInvalid = new(
        "province_code_invalid", RefusalKind.Malformed,
        "省级代码有误，请填写两位数字的省级代码。",
        "The code of the province is none: give the two digits of one.");

    public static readonly RefusalCode ContactInvalid = new(
        "contact_invalid", RefusalKind.Malformed,
        "联系方式有误，请填写一行文字，不要超长。",
        "The contact cannot be taken: give one line that is not too long.");

    public static readonly RefusalCode DocumentMissing = new(
        "document_missing", RefusalKind.Malformed,
        "缺依据文件，请填写文件名称或文号。",
        "The document is missing: name it.");

    public static readonly RefusalCode DocumentInvalid = new(
        "document_invalid", RefusalKind.Malformed,
        "依据文件有误，请填写一行文字，不要超长。",
        "The document cannot be taken: name it in one line that is not too long.");

    public static readonly RefusalCode ListMissing = new(
        "list_missing", RefusalKind.Malformed,
        "机构须至少列入培训或评价一个名录，请选择。",
        "An institution is on one of the two lists at least: training or assessment.");

    public static readonly RefusalCode PublicityDaysInvalid = new(
        "publicity_days_invalid", RefusalKind.Malformed,
        "公示天数超出范围，请更正。",
        "The days of the publicity period are out of range: correct them.");

    public static readonly RefusalCode StateUnknown = new(
        "state_unknown", RefusalKind.Malformed,
        "状态有误，请使用接口文档所列的状态。",
        "The state is not on the list: use one that the reference lists.");

    public static readonly RefusalCode ItemsInvalid = new(
        "items_invalid", RefusalKind.Malformed,
        "资格列表有误，请列出该机构的全部资格；空列表表示全部撤回。",
        "The items list all rights of the institution; an empty list withdraws them all.");

    public static readonly RefusalCode AuthorisationUnknown = new(
        "authorisation_unknown", RefusalKind.Conflict,
        "该机构没有此项资格，或资格已被修改，请重新读取列表。",
        "The institution has no such right, or it was changed meanwhile: read the list again.");

    public static readonly RefusalCode GradesInvalid = new(
        "grades_invalid", RefusalKind.Malformed,
        "等级列表有误，请至少填写初级、中级、高级中的一个。",
        "The grades are at least one of junior, intermediate and senior.");

    public static readonly RefusalCode ValidFromMissing = new(
        "valid_from_missing", RefusalKind.Malformed,
        "缺生效日期，请填写。",
        "The day it begins on is missing: give it.");

    public static readonly RefusalCode ValidFromInvalid = new(
        "valid_from_invalid", RefusalKind.Malformed,
        "生效日期有误，请按 2026-04-25 的格式填写。",
        "The day it begins on is no day: write it as 2026-04-25.");

    public static readonly RefusalCode ValidFromTaken = new(
        "valid_from_taken", RefusalKind.Conflict,
        "另一版本已于该日生效，请改用其他日期。",
        "Another edition begins on this day: choose another.");

    public static readonly RefusalCode ValidToInvalid = new(
        "valid_to_invalid", RefusalKind.Malformed,
        "终止日期有误，应不早于生效日期，并按 2026-04-25 的格式填写。",
        "The day it ends on is no day, or lies before the first: write it as 2026-04-25.");

    public static readonly RefusalCode ResultsUntilInvalid = new(
        "results_until_invalid", RefusalKind.Malformed,
        "成绩报送截止日期有误，应不早于终止日期，并按 2026-04-25 的格式填写。",
        "The last day for results is no day, or lies before the end: write it as 2026-04-25.");
}
