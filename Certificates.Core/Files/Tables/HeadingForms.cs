using System.Text.RegularExpressions;

namespace Certificates.Core.Files.Tables;

/// <summary>
/// What offices call the facts of a person beside the words listed in <see cref="Headings"/>: whose it is, what it is, and <c>号码</c> in
/// any of its forms. Numbers of somebody else, such as <c>配偶身份证号</c>, are another thing.
/// </summary>
internal static partial class HeadingForms
{
    private const string Whose =
        "(?:有效|法定|居民|公民|中国|本人|个人|人员|员工|职工|教职工|教师|学生|考生|学员|申报人|申报人员|申请人|报名人|报考人|参评人|参评人员|被评价人|应聘人|"
        + "应聘者|候选人|持证人|持有人|持证者|证书持有人|二代|第二代|新版)*";

    private const string Sign = "(?:号|号码|编号|编码|号数|NO\\.?|NUMBER)";
    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    /// <summary>The column that a folded heading names; null for another thing.</summary>
    public static string? Of(string word) =>
        IdNumbers().IsMatch(word) ? "证件号码"
        : PersonNames().IsMatch(word) ? "姓名"
        : English().Replace(word, "").ToUpperInvariant() switch
        {
            "CERTIFICATENUMBER" or "CERTIFICATENO" or "CERTNUMBER" or "CERTNO" => "number",
            "FULLNAME" or "HOLDERNAME" or "NAMEOFHOLDER" => "name",
            "IDNO" or "IDCARD" or "IDCARDNO" or "IDCARDNUMBER" or "IDENTITYNUMBER" or "IDENTITYNO" or "IDENTITYCARDNO"
                or "IDENTITYCARDNUMBER" or "IDDOCUMENTNUMBER" or "DOCUMENTNUMBER" or "DOCUMENTNO" or "NATIONALID" => "idNumber",
            _ => null,
        };

    /// <summary>
    /// True for the number of a certificate by the certificate's own name, as <c>专业技术等级证书编号</c>: in a list it is 证书编号 where no
    /// column is called so. Not of what has nothing to do with a grade, as <c>学历证书编号</c>.
    /// </summary>
    public static bool IsNumberOfNamedCertificate(string word) => NamedCertificates().IsMatch(word);

    [GeneratedRegex($"^{Whose}(?:身份证件|身份证|身份|证件|证照){Sign}$", Plain)]
    private static partial Regex IdNumbers();

    [GeneratedRegex($"^{Whose}(?:中文)?(?:姓名|名字)$", Plain)]
    private static partial Regex PersonNames();

    [GeneratedRegex(
        $"^{Whose}(?:国家|专业|技术|人员|职业|技能|能力|水平|等级|职称|资格|评价|认定|考核|培训|合格|结业|电子|所持|已取得|取得)*证书?{Sign}$", Plain)]
    private static partial Regex NamedCertificates();

    [GeneratedRegex("[^A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex English();
}
