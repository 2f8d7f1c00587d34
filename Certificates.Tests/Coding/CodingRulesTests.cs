using Certificates.Core.Coding;

namespace Certificates.Tests.Coding;

internal sealed class CodingRulesTests
{
    [Test]
    public void All_Always_FollowEachOtherAndOneIssues()
    {
        var rules = CodingRules.All.Select(rule => $"{rule.Id} {rule.Length}");
        Assert.That(string.Join(", ", rules), Is.EqualTo("ZJ-2021 22, JN-2019 22, JN-T 22, ZG-16 16, EARLIER 32"));
        Assert.That(CodingRules.Issuing.Id, Is.EqualTo("ZJ-2021"));
    }

    [TestCase("Z00011101042610000123J", "ZJ-2021")]
    [TestCase("S000044010003224000123", "JN-2019")]
    [TestCase("y0001 23 000012 19 5 000001", "JN-2019")]
    [TestCase("Y00012300001219A000001", "JN-T")]
    [TestCase("1311003000300123", "ZG-16")]
    [TestCase("Z00011101042610000123K", null)]
    [TestCase("S000016010003224000123", null)]
    [TestCase("S000044010003226000123", null)]
    [TestCase("110105194912310021", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void Recognise_Text_NamesItsRule(string? text, string? id) =>
        Assert.That(CodingRules.Recognise(text)?.Rule.Id, Is.EqualTo(id));

    [Test]
    public void Recognise_OverlongText_IsNone() => Assert.That(CodingRules.Recognise(new string('1', 10_000)), Is.Null);

    [Test]
    public void Recognise_SisterNumber_IsExplainedAndSaysWhereToLook()
    {
        var found = CodingRules.Recognise("S000044010003224000123")!;
        Assert.That((found.Rule.Name, found.Rule.LookUpAt), Is.EqualTo(("职业技能等级证书", "http://zscx.osta.org.cn")));
        Assert.That(string.Join(' ', found.Segments.Select(segment => segment.Meaning)),
            Is.EqualTo("社会培训评价组织 0000 广东 010003 22 中级工 000123"));
        Assert.That(string.Concat(found.Segments.Select(segment => segment.Value)), Is.EqualTo(found.Number));
    }

    [Test]
    public void Explain_OwnNumber_SaysEachSegment()
    {
        var segments = CodingRules.Issuing.Explain("Z00011101042610000123J");
        Assert.That(string.Join(", ", segments.Select(segment => $"{segment.Chinese} {segment.Meaning}")), Is.EqualTo(
            "证书类别 专业技术等级证书, 机构代码 0001, 省级代码 北京, 职业序号 01, 方向序号 04, "
            + "年份 26, 等级 高级, 顺序码 0000123, 校验码 J"));
    }

    [Test]
    public void Explain_ForeignText_Throws() =>
        Assert.That(() => CodingRules.Issuing.Explain("S000044010003224000123"), Throws.ArgumentException);

    [Test]
    public void Format_SisterSegments_GivesTheNumber()
    {
        var rule = CodingRules.All.Single(r => r.Id == "JN-2019");
        Assert.That(rule.Format("Y", "0001", "23", "000012", "19", "5", "000001"), Is.EqualTo("Y000123000012195000001"));
        Assert.That(() => rule.Format("Y", "0001", "23", "000012", "19", "6", "000001"), Throws.ArgumentException);
        Assert.That(() => rule.Format("Y", "0001", "23"), Throws.ArgumentException);
    }
}
