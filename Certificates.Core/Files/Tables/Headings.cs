using System.Collections.Frozen;
using System.Text;

namespace Certificates.Core.Files.Tables;

/// <summary>The words columns are known by, in the one way they are compared: what offices write in their place too.</summary>
internal static class Headings
{
    private const string Opening = "([{<《【〔", Closing = ")]}>》】〕";

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["准考证号"] = ["准考证号码", "准考证编号", "考号"],
        ["学员编号"] = ["学员号", "学号"],
        ["姓名"] = ["持证人姓名", "持证人", "考生姓名", "学员姓名"],
        ["证件类型"] = ["证件种类", "证件类别", "身份证件类型", "有效证件类型"],
        ["证件号码"] =
        [
            "证件号", "证件编号", "身份证", "身份证号", "身份证号码", "身份证件号", "身份证件号码", "居民身份证号", "居民身份证号码", "公民身份号码",
            "公民身份证号", "公民身份证号码", "有效证件号", "有效证件号码",
        ],
        ["职业编码"] = ["职业代码", "职业编号"],
        ["职业方向"] = ["方向", "专业方向"],
        ["等级"] = ["级别", "申报等级", "评价等级", "认定等级", "职业等级", "技术等级", "专业技术等级", "考核等级", "证书等级"],
        ["理论知识成绩"] = ["理论", "理论成绩", "理论分数", "理论知识", "理论知识考试成绩", "理论知识分数"],
        ["专业能力成绩"] = ["专业能力", "能力成绩", "能力分数", "实操成绩", "技能成绩", "专业能力考核成绩", "专业能力分数"],
        ["考核日期"] = ["考核时间", "考试日期", "考试时间", "评价日期"],
        ["结业日期"] = ["结业时间"],
        ["开课日期"] = ["开课时间", "开班日期", "开班时间", "培训开始日期", "培训起始日期", "培训开始时间"],
        ["照片"] = ["照片文件", "照片文件名", "照片名称", "相片"],
        ["培训证书编号"] = ["培训证书号", "培训合格证书编号", "培训合格证书号"],
        ["培训学时"] = ["完成学时", "实际学时"],
        ["规定学时"] = ["应修学时"],
        ["结业测试"] = ["结业测试结果"],
        ["证书编号"] = ["证书号", "证书号码", "证书编码"],
        ["发证日期"] = ["发证时间", "颁证日期", "签发日期"],
    }.SelectMany(pair => pair.Value, (pair, other) => (other, pair.Key)).ToFrozenDictionary(pair => pair.other, pair => pair.Key);

    /// <summary>What brackets behind the word of a column say, where the column holds another thing.</summary>
    private static readonly FrozenSet<string> OtherThings =
        ((string[])["拼音", "汉语拼音", "英文", "英文名", "外文", "外文名", "曾用名", "原", "原名", "旧", "签字", "签名", "查到", "复印件", "扫描件", "附件"])
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// A heading as it is compared: without spaces, stars, invisible characters, brackets and what stands in them; half-width; with the
    /// name of a column in place of what others call it. With brackets that make another thing of it, as <c>姓名（拼音）</c>, it stays whole.
    /// </summary>
    public static string Canonical(string heading)
    {
        var word = Fold(heading);
        return Names.GetValueOrDefault(word) ?? HeadingForms.Of(word) ?? word;
    }

    private static string Fold(string heading)
    {
        var (word, aside, depth) = (new StringBuilder(), new StringBuilder(), 0);
        foreach (var sent in TypedText.Visible(heading))
        {
            var character = TypedText.Fold(sent);
            if (Opening.Contains(character, StringComparison.Ordinal))
            {
                depth++;
            }
            else if (Closing.Contains(character, StringComparison.Ordinal))
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (character is not ('*' or ' ') && !char.IsControl(character))
            {
                (depth == 0 ? word : aside).Append(character);
            }
        }

        var said = aside.ToString();
        return OtherThings.Contains(said) ? $"{word}({said})" : word.ToString().TrimEnd(':');
    }
}
