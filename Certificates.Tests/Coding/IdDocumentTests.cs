using Certificates.Core;
using Certificates.Core.Coding;
using FsCheck;
using FsCheck.Fluent;

namespace Certificates.Tests.Coding;

internal sealed class IdDocumentTests
{
    [TestCase(IdType.ResidentId, "11010519491231002X")]
    [TestCase(IdType.ResidentId, " 11010519491231002x ")]
    [TestCase(IdType.ResidentId, "１１０１０５１９４９１２３１００２Ｘ")]
    [TestCase(IdType.ResidentId, "11010519491231002Ⅹ")]
    [TestCase(IdType.ResidentId, "11010519491231002ⅹ")]
    [TestCase(IdType.ResidentId, "11010519491231002×")]
    [TestCase(IdType.ResidentId, "11010519491231002Х")]
    [TestCase(IdType.ResidentId, "991643199201143758")]
    [TestCase(IdType.ResidentId, "110105 19491231 002\u200BX")]
    [TestCase(IdType.ResidentId, "110105-19491231—002X\uFEFF")]
    [TestCase(IdType.Passport, "E 1234-567")]
    [TestCase(IdType.HkMacaoResidence, "810000199001010019")]
    [TestCase(IdType.HkMacaoResidence, "820000198506150022")]
    [TestCase(IdType.TaiwanResidence, "830000199203030011")]
    [TestCase(IdType.ForeignerPermanentResidence, "991643199201143758")]
    [TestCase(IdType.ForeignerPermanentResidence, "usa110085030112")]
    [TestCase(IdType.HkMacaoPermit, "H12345678")]
    [TestCase(IdType.HkMacaoPermit, "m1234567801")]
    [TestCase(IdType.TaiwanPermit, "12345678")]
    [TestCase(IdType.TaiwanPermit, "1234567890")]
    [TestCase(IdType.Passport, "E1234")]
    [TestCase(IdType.Passport, "ＡＢ1234567")]
    public void TryParse_NumberOfItsType_IsTaken(IdType type, string text)
    {
        Assert.That(IdDocument.TryParse(type, text, out var document, out _), Is.True);
        Assert.That(document!.Number, Does.Match("^[0-9A-Z]+$"));
    }

    [TestCase(IdType.ResidentId, null, "missing")]
    [TestCase(IdType.ResidentId, "", "missing")]
    [TestCase(IdType.ResidentId, "110105194912310021", "check character")]
    [TestCase(IdType.ResidentId, "110105491231002", "15 digits")]
    [TestCase(IdType.ResidentId, "11010519490229002X", "birth date")]
    [TestCase(IdType.ResidentId, "11010519491231002Y", "digit or X")]
    [TestCase(IdType.HkMacaoResidence, "830000199203030011", "810000 or 820000")]
    [TestCase(IdType.TaiwanResidence, "810000199001010019", "830000")]
    [TestCase(IdType.ForeignerPermanentResidence, "810000199001010019", "beginning with 9")]
    [TestCase(IdType.ForeignerPermanentResidence, "US1110085030112", "3 letters")]
    [TestCase(IdType.HkMacaoPermit, "T12345678", "H or M")]
    [TestCase(IdType.HkMacaoPermit, "H123456789", "H or M")]
    [TestCase(IdType.TaiwanPermit, "123456789", "8 digits")]
    [TestCase(IdType.Passport, "E123", "5 to 18")]
    [TestCase(IdType.Passport, "E1234_5678", "5 to 18")]
    [TestCase(IdType.Passport, "护照12345", "5 to 18")]
    public void TryParse_NumberThatDoesNotFit_SaysWhy(IdType type, string? text, string words)
    {
        Assert.That(IdDocument.TryParse(type, text, out _, out var refusal), Is.False);
        Assert.That((refusal!.Code.Code, refusal.Field), Is.EqualTo(("id_number_invalid", "idNumber")));
        Assert.That(refusal.Message, Does.Contain(words));
    }

    [TestCase(IdType.ResidentId, "110105194912310021", "校验位不符，有一位填错了")]
    [TestCase(IdType.ResidentId, "110105491231002", "这是 15 位的旧号码，请填写 18 位号码")]
    [TestCase(IdType.ResidentId, "11010519491231002", "应为 18 位，填写了 17 位")]
    [TestCase(IdType.ResidentId, "11010519490229002X", "第 7 至 14 位不是出生日期")]
    [TestCase(IdType.ResidentId, "11010519491231002Y", "前 17 位应为数字，末位应为数字或 X")]
    [TestCase(IdType.HkMacaoPermit, "T12345678", "应为字母 H 或 M 加 8 位数字，可再加 2 位换证次数")]
    public void TryParse_NumberThatDoesNotFit_SaysTheRuleInChineseToo(IdType type, string text, string words)
    {
        Assert.That(IdDocument.TryParse(type, text, out _, out var refusal), Is.False);
        Assert.That(refusal!.Chinese, Is.EqualTo($"号码不符合{type.Chinese()}的编码规则：{words}。请与证件核对。"));
    }

    [TestCase(IdType.HkMacaoPermit, "H1234567801", "H12345678")]
    [TestCase(IdType.HkMacaoPermit, "H12345678", "H12345678")]
    [TestCase(IdType.Passport, "e1234567", "E1234567")]
    public void LookUpText_Number_IsItsLifelongPart(IdType type, string text, string expected)
    {
        Assert.That(IdDocument.TryParse(type, text, out var document, out _), Is.True);
        Assert.That(document!.LookUpText, Is.EqualTo(expected));
    }

    [Test]
    public void ToString_Document_HidesTheNumber()
    {
        Assert.That(IdDocument.TryParse(IdType.Passport, "E1234567", out var document, out _), Is.True);
        Assert.That($"{document}", Does.Not.Contain("1234567"));
    }

    [Test]
    public void TryParse_ResidentIdWithOneWrongCharacter_IsAlwaysRefused() =>
        Prop.ForAll(Gen.Choose(0, 17).ToArbitrary(), Gen.Elements("0123456789X".ToCharArray()).ToArbitrary(), (at, wrong) =>
        {
            const string right = "11010519491231002X";
            return right[at] == wrong || !IdDocument.TryParse(IdType.ResidentId, right[..at] + wrong + right[(at + 1)..], out _, out _);
        }).QuickCheckThrowOnFailure();
}
