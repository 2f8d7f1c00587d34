using System.Text;
using Certificates.Core;
using FsCheck;
using FsCheck.Fluent;

namespace Certificates.Tests;

internal sealed class PersonNameTests
{
    [TestCase("余敏静", "余敏静")]
    [TestCase("　 邹嘉轩　 ", "邹嘉轩")]
    [TestCase("阿卜杜拉•买买提", "阿卜杜拉·买买提")]
    [TestCase("阿卜杜拉‧买买提", "阿卜杜拉·买买提")]
    [TestCase("阿卜杜拉・买买提", "阿卜杜拉·买买提")]
    [TestCase("阿卜杜拉･买买提", "阿卜杜拉·买买提")]
    [TestCase("阿卜杜拉．买买提", "阿卜杜拉·买买提")]
    [TestCase("𬭎𫖯𠅤䶮㛃", "𬭎𫖯𠅤䶮㛃")]
    [TestCase("𬭎・𬭎", "𬭎·𬭎")]
    [TestCase("张〇", "张〇")]
    [TestCase("Anne-Marie O’Neil, Jr.", "Anne-Marie O’Neil, Jr.")]
    [TestCase("Jose\u0301", "Jos\u00E9")]
    [TestCase("Ｏ", "Ｏ")]
    public void TryParse_Name_IsNormalised(string sent, string value) => Assert.That(Parse(sent)?.Value, Is.EqualTo(value));

    [TestCase("\uF9DC")]
    [TestCase("Jose\u0301\uF9DC\U0002F800e\u0301")]
    public void TryParse_CompatibilityIdeograph_IsLeftAlone(string sent)
    {
        var value = Parse(sent)!.Value;
        Assert.That(value, Does.Contain("\uF9DC"));
        Assert.That(value.Normalize(NormalizationForm.FormC), Does.Contain("\u9686"), "NFC would have changed it");
        Assert.That(value, Has.None.EqualTo('\u0301'));
    }

    [TestCase("", "name_missing")]
    [TestCase(" 　 ", "name_missing")]
    [TestCase(null, "name_missing")]
    public void TryParse_Nothing_IsMissing(string? sent, string code) => Assert.That(Refuse(sent).Code.Code, Is.EqualTo(code));

    [TestCase("张\u200B三", "U+200B at position 2")]
    [TestCase("=HYPERLINK(\"http://x\")", "U+003D at position 1")]
    [TestCase("𬭎\uE000", "U+E000 at position 2")]
    [TestCase("张\t三", "U+0009 at position 2")]
    [TestCase("张三1", "U+0031 at position 3")]
    [TestCase("张😀", "U+1F600 at position 2")]
    [TestCase("张三•", "U+2022 at position 3")]
    [TestCase("\uD842", "U+FFFD at position 1")]
    [TestCase("-", "U+002D at position 1")]
    public void TryParse_CharacterNoNameHas_IsNamed(string sent, string words)
    {
        Assert.That(Refuse(sent).Code.Code, Is.EqualTo("name_invalid"));
        Assert.That(Refuse(sent).Message, Does.Contain(words));
    }

    [TestCase("长", 50, null)]
    [TestCase("𬭎", 50, null)]
    [TestCase("长", 51, "name_too_long")]
    [TestCase("𬭎", 51, "name_too_long")]
    public void TryParse_LongName_IsCountedByCodePoint(string character, int count, string? code)
    {
        var taken = PersonName.TryParse(string.Concat(Enumerable.Repeat(character, count)), out _, out var refusal);
        Assert.That((taken, refusal?.Code.Code), Is.EqualTo((code is null, code)));
    }

    [TestCase("ＯＵＹＡＮＧ na", "Ouyang  NA")]
    [TestCase("阿卜杜拉•买买提", "阿卜杜拉·买买提")]
    [TestCase("O’Neil", "o'neil")]
    public void ComparisonKey_SpellingsOfOneName_IsOne(string one, string other) =>
        Assert.That(Parse(one)!.ComparisonKey, Is.EqualTo(Parse(other)!.ComparisonKey));

    [Test]
    public void ComparisonKey_TwoChineseNames_AreEqualOnlyWhenTheNamesAre()
    {
        var ideograph = Gen.OneOf(Gen.Choose(0x4E00, 0x9FFF), Gen.Choose(0x3400, 0x4DBF), Gen.Choose(0xF900, 0xFA6D), Gen.Choose(0x20000, 0x2A6DF));
        var names = Gen.NonEmptyListOf(ideograph).Where(name => name.Count <= 4)
            .Select(name => string.Concat(name.Select(point => new Rune(point).ToString()))).ToArbitrary();
        Prop.ForAll(names, names, (a, b) => (Parse(a)!.ComparisonKey == Parse(b)!.ComparisonKey) == (a == b)).QuickCheckThrowOnFailure();
    }

    [Test]
    public void TryParse_ItsOwnValue_IsItself() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
            Parse(text) is not { } name || Parse(name.Value) == name).QuickCheckThrowOnFailure();

    private static PersonName? Parse(string? text) => PersonName.TryParse(text, out var name, out _) ? name : null;

    private static Refusal Refuse(string? text) => PersonName.TryParse(text, out _, out var refusal) ? throw new AssertionException("taken") : refusal;
}
