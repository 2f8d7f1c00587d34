// Each code says in its own texts what it means.
#pragma warning disable CS1591

namespace Certificates.Core;

/// <content>Codes of the editions of occupations.</content>
public sealed partial class RefusalCode
{
    public static readonly RefusalCode OccupationNumberMissing = new(
        "occupation_number_missing", RefusalKind.Malformed,
        "缺职业序号，请填写两位数字。",
        "The occupation's number is missing: give two digits.");

    public static readonly RefusalCode OccupationNumberInvalid = new(
        "occupation_number_invalid", RefusalKind.Malformed,
        "职业序号有误，请填写 01 至 99 的两位数字。",
        "An occupation's number is two digits, 01–99.");

    public static readonly RefusalCode EditionMissing = new(
        "edition_missing", RefusalKind.Malformed,
        "缺版本，请填写。",
        "The edition is missing: name it.");

    public static readonly RefusalCode EditionInvalid = new(
        "edition_invalid", RefusalKind.Malformed,
        "版本有误，请填写一行文字，不要超长。",
        "The edition cannot be taken: name it in one line that is not too long.");

    public static readonly RefusalCode CodeMissing = new(
        "code_missing", RefusalKind.Malformed,
        "缺职业编码，请填写。",
        "The code is missing: give it.");

    public static readonly RefusalCode CodeInvalid = new(
        "code_invalid", RefusalKind.Malformed,
        "职业编码有误，请填写一行文字，不要超长。",
        "The code cannot be taken: give one line that is not too long.");

    public static readonly RefusalCode FormerCodeInvalid = new(
        "former_code_invalid", RefusalKind.Malformed,
        "原职业编码有误，请填写一行文字，不要超长。",
        "The former code cannot be taken: give one line that is not too long.");

    public static readonly RefusalCode CodeInUse = new(
        "code_in_use", RefusalKind.Conflict,
        "该编码已属于另一职业，请核对。",
        "Another occupation has this code: check it.");

    public static readonly RefusalCode NumberInUse = new(
        "number_in_use", RefusalKind.Conflict,
        "该职业序号已由另一职业永久使用；属于同一职业的，请填写原编码。",
        "The number is another occupation's for good: an edition of it names the code before.");

    public static readonly RefusalCode TheoryPassInvalid = new(
        "theory_pass_invalid", RefusalKind.Malformed,
        "理论知识合格线有误，请填写 0 至 100 的分数，最多两位小数。",
        "The pass mark of theory lies between 0 and 100, with at most 2 decimals.");

    public static readonly RefusalCode AbilityPassInvalid = new(
        "ability_pass_invalid", RefusalKind.Malformed,
        "专业能力合格线有误，请填写 0 至 100 的分数，最多两位小数。",
        "The pass mark of ability lies between 0 and 100, with at most 2 decimals.");

    public static readonly RefusalCode DirectionNumberInvalid = new(
        "direction_number_invalid", RefusalKind.Malformed,
        "职业方向序号有误，请填写 01 至 99 的两位数字。",
        "A direction's number is two digits, 01–99.");

    public static readonly RefusalCode DirectionNameInvalid = new(
        "direction_name_invalid", RefusalKind.Malformed,
        "职业方向名称有误，请填写，最多 100 个字。",
        "A direction has a name of at most 100 characters.");

    public static readonly RefusalCode DirectionDuplicated = new(
        "direction_duplicated", RefusalKind.Malformed,
        "两个职业方向的序号或名称相同，请更正。",
        "Two directions share a number or a name: correct one.");

    public static readonly RefusalCode DirectionNumberInUse = new(
        "direction_number_in_use", RefusalKind.Conflict,
        "该方向序号已有固定含义，请改用其他序号。",
        "The number of a direction never changes its meaning: take another number.");

    public static readonly RefusalCode DirectionKept = new(
        "direction_kept", RefusalKind.Conflict,
        "已有的职业方向须保留在本版本中，请在下一版本中去除。",
        "A direction stays in its edition: leave it out of the next one.");
}
