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
    [TestCase("王 芳", "王芳")]
    [TestCase("王\u3000芳", "王芳")]
    [TestCase("王\u00A0芳", "王芳")]
    [TestCase("\t王芳\r\n", "王芳")]
    [TestCase("张\u200B三\uFEFF", "张三")]
    [TestCase("\u202A葛\U000E0100城\u202C", "葛城")]
    [TestCase("_x000D_王芳_x000D_", "王芳")]
    [TestCase("'王芳", "王芳")]
    [TestCase("=\"王芳\"", "王芳")]
    [TestCase("王芳,", "王芳")]
    [TestCase("王芳。", "王芳")]
    [TestCase("·王芳·", "王芳")]
    [TestCase("张三•", "张三")]
    [TestCase("阿布都热合曼.买买提", "阿布都热合曼·买买提")]
    [TestCase("阿布都热合曼ㆍ买买提", "阿布都热合曼·买买提")]
    [TestCase("阿布都热合曼· 买买提", "阿布都热合曼·买买提")]
    [TestCase("阿布都热合曼··买买提", "阿布都热合曼·买买提")]
    [TestCase("阿布都热合曼 ∙ 买买提", "阿布都热合曼·买买提")]
    [TestCase("阿布都热合曼⋅买买提●肉孜", "阿布都热合曼·买买提·肉孜")]
    [TestCase("阿布都热合曼\u2011买买提", "阿布都热合曼·买买提")]
    [TestCase("SMITH, JOHN", "SMITH, JOHN")]
    [TestCase("O’Connor", "O’Connor")]
    [TestCase("Anne\u2011Marie  J. O'Neil", "Anne-Marie J. O'Neil")]
    [TestCase("SMITH，JOHN", "SMITH,JOHN")]
    [TestCase("\uFB01nn Ste\uFB00en", "finn Steffen")]
    [TestCase("金 철수", "金 철수")]
    [TestCase("李A娜", "李A娜")]
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
    [TestCase("无", "name_missing")]
    [TestCase("-", "name_missing")]
    [TestCase("——", "name_missing")]
    [TestCase("／", "name_missing")]
    [TestCase("\u200B\uFEFF", "name_missing")]
    public void TryParse_Nothing_IsMissing(string? sent, string code) => Assert.That(Refuse(sent).Code.Code, Is.EqualTo(code));

    [TestCase("=HYPERLINK(\"http://x\")", "U+003D at position 1")]
    [TestCase("𬭎\uE000", "U+E000 at position 2")]
    [TestCase("张\u001A三", "U+001A at position 2")]
    [TestCase("吕⽂华", "U+2F42 at position 2 (“⽂”), which no name may have: “文” is meant")]
    [TestCase("⻢超", "U+2EE2 at position 1 (“⻢”), which no name may have: “马” is meant")]
    [TestCase("王\uE863", "U+E863 at position 2, which no name may have: “䶮” is meant")]
    [TestCase("𝐉ohn", "U+1D409 at position 1 (“𝐉”), which no name may have: “J” is meant")]
    [TestCase("王芳（女）", "U+FF08 at position 3")]
    [TestCase("王*", "U+002A at position 2")]
    [TestCase("王?", "U+003F at position 2")]
    [TestCase("王,芳", "U+002C at position 2")]
    [TestCase("张三1", "U+0031 at position 3")]
    [TestCase("张😀", "U+1F600 at position 2")]
    [TestCase("\uD842", "U+FFFD at position 1")]
    [TestCase("··", "U+00B7 at position 1")]
    [TestCase("null", "formula or an export")]
    [TestCase("#N/A", "formula or an export")]
    [TestCase("＃ＲＥＦ！", "formula or an export")]
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
    public void PassportKey_SpellingsOfOneName_IsOne(string one, string other) =>
        Assert.That(Parse(one)!.PassportKey, Is.EqualTo(Parse(other)!.PassportKey));

    /// <summary>Values of the function that the register's uniqueness index has been filled with: they stay for ever.</summary>
    [TestCase("王 芳", "王 芳")]
    [TestCase("Anna  Müller-Ｌüｄ", "ANNA MÜLLER-LÜD")]
    [TestCase("O’Connor", "O'CONNOR")]
    [TestCase("阿布都热合曼.买买提", "阿布都热合曼.买买提")]
    [TestCase("葛\uFE00城", "葛\uFE00城")]
    public void PassportKey_OfANameOnRecord_IsWhatItWas(string onRecord, string key) =>
        Assert.That(PersonName.OfRecord(onRecord).PassportKey, Is.EqualTo(key));

    [TestCase("王 芳", "王芳")]
    [TestCase("王\u3000芳", "王\u00A0芳,")]
    [TestCase("\u200B吕文华", "吕文华")]
    [TestCase("阿布都热合曼∙买买提", "阿布都热合曼.买买提")]
    [TestCase("阿布都热合曼ㆍ买买提", "阿布都热合曼买买提")]
    [TestCase("ANNA MULLER", "Anna Müller")]
    [TestCase("Anna Mu\u0308ller", "ａｎｎａ－ｍüｌｌｅｒ")]
    [TestCase("SMITH, JOHN", "Smith John")]
    [TestCase("O’Connor", "o connor")]
    [TestCase("Jørgen Łuk\u0131 Strauß", "JORGEN LUKI STRAUSS")]
    [TestCase("\uFB01nn", "Finn")]
    public void LookUpKey_SpellingsOfOneName_IsOne(string one, string other) =>
        Assert.That(PersonName.LookUpKey(one), Is.EqualTo(PersonName.LookUpKey(other)));

    [TestCase("王芳1", "王芳")]
    [TestCase("王*", "王")]
    [TestCase("張伟", "张伟")]
    [TestCase("\uF9DC", "\u9686")]
    [TestCase("吕⽂华", "吕文华")]
    [TestCase("Анна", "Aнна")]
    [TestCase("й", "и")]
    public void LookUpKey_OfDifferentNames_Differs(string one, string other) =>
        Assert.That(PersonName.LookUpKey(one), Is.Not.EqualTo(PersonName.LookUpKey(other)));

    [Test]
    public void LookUpKey_TwoChineseNames_AreEqualOnlyWhenTheNamesAre()
    {
        var ideograph = Gen.OneOf(Gen.Choose(0x4E00, 0x9FFF), Gen.Choose(0x3400, 0x4DBF), Gen.Choose(0xF900, 0xFA6D), Gen.Choose(0x20000, 0x2A6DF));
        var names = Gen.NonEmptyListOf(ideograph).Where(name => name.Count <= 4)
            .Select(name => string.Concat(name.Select(point => new Rune(point).ToString()))).ToArbitrary();
        Prop.ForAll(names, names, (a, b) => (PersonName.LookUpKey(a) == PersonName.LookUpKey(b)) == (a == b)).QuickCheckThrowOnFailure();
    }

    [Test]
    public void LookUpKey_OfWhatIsPrinted_IsThatOfWhatWasSent() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
            Parse(text) is not { } name || PersonName.LookUpKey(name.Value) == PersonName.LookUpKey(text)).QuickCheckThrowOnFailure();

    [Test]
    public void TryParse_ItsOwnValue_IsItself() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
            Parse(text) is not { } name || Parse(name.Value) == name).QuickCheckThrowOnFailure();

    private static PersonName? Parse(string? text) => PersonName.TryParse(text, out var name, out _) ? name : null;

    private static Refusal Refuse(string? text) => PersonName.TryParse(text, out _, out var refusal) ? throw new AssertionException("taken") : refusal;
}
