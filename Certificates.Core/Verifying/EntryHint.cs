using System.Collections.Frozen;
using System.Globalization;

namespace Certificates.Core.Verifying;

/// <summary>One hint.</summary>
/// <param name="Field">number, name or idNumber.</param>
/// <param name="Code">What looks wrong with it.</param>
/// <param name="Particulars">What its words name.</param>
public sealed record EntryHint(string Field, string Code, params IReadOnlyList<object> Particulars)
{
    private static readonly FrozenDictionary<(string Field, string Code), (string English, string Chinese)> Words =
        new Dictionary<(string, string), (string, string)>
        {
            [("number", "is_id_number")] = (
                "this is the number of an identity document; the certificate number is printed on the certificate",
                "这是身份证件的号码，证书编号印在证书上"),
            [("number", "length")] = (
                "a number that begins with Z or P has {0} characters, you typed {1}",
                "以 Z 或 P 开头的编号共 {0} 位，您填写了 {1} 位"),
            [("number", "check")] = (
                "its check character does not fit",
                "末位校验码不符"),
            [("number", "character")] = (
                "character {0} must be a digit, you typed “{1}”",
                "第 {0} 位应为数字，您填写了“{1}”"),
            [("number", "earlier")] = (
                "it has not the form of this system’s numbers ({0} characters) and was looked up as an earlier one, which must be "
                    + "typed as the paper has it",
                "不是本系统 {0} 位编号的写法，已按启用前的旧编号查找；旧编号请按原证书逐字填写"),
            [("name", "is_number")] = (
                "this looks like a number",
                "这一栏像是填了号码"),
            [("name", "character")] = (
                "the name has “{0}” in it",
                "姓名中有“{0}”"),
            [("name", "meant")] = (
                "“{0}” is not the character of names that it looks like: “{1}” is meant, type that",
                "“{0}”不是姓名用字，应为“{1}”"),
            [("name", "short")] = (
                "it is one character alone",
                "只填了一个字"),
            [("idNumber", "spoilt")] = (
                "a spreadsheet turned it into an exponent and its last digits are lost: type it anew from the document",
                "号码被电子表格改成了科学计数法，末几位已丢失，请看原件重新填写"),
            [("idNumber", "character")] = (
                "ID numbers have digits and letters only",
                "证件号码只由数字和字母组成"),
            [("idNumber", "permit_length")] = (
                "a travel permit has a letter and 8 digits, you typed {0} characters",
                "通行证号码是 1 个字母加 8 位数字，您填写了 {0} 位"),
            [("idNumber", "former")] = (
                "this is a former resident ID number of 15 digits: type the one of 18",
                "这是 15 位的旧身份证号码，请填写 18 位号码"),
            [("idNumber", "length")] = (
                "a resident ID number has {0} characters, you typed {1}",
                "居民身份证号码共 {0} 位，您填写了 {1} 位"),
            [("idNumber", "resident_character")] = (
                "a resident ID number has 17 digits, then a digit or X",
                "居民身份证号码前 17 位是数字，末位是数字或 X"),
            [("idNumber", "birth_date")] = (
                "characters 7 to 14 are no date",
                "第 7 至 14 位不是一个日期"),
            [("idNumber", "check")] = (
                "its check character does not fit: compare it digit by digit",
                "校验位不符，请逐位核对"),
        }.ToFrozenDictionary();

    /// <summary>What looks wrong, in English for <c>en</c> and else in Chinese; without a full stop.</summary>
    public string In(string language)
    {
        var (english, chinese) = Words[(Field, Code)];
        return string.Format(CultureInfo.InvariantCulture, language == "en" ? english : chinese, [.. Particulars]);
    }
}
