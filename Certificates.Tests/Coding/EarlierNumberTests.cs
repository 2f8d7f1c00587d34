using Certificates.Core.Coding;

namespace Certificates.Tests.Coding;

/// <summary>Numbers from before this system: taken as they are, and never in place of a mistyped number of ours.</summary>
internal sealed class EarlierNumberTests
{
    [TestCase("SF2019000123", "SF2019000123")]
    [TestCase(" sf-2019 000123 ", "SF2019000123")]
    [TestCase("20190123", "20190123")]
    [TestCase("ＺＹ２０１８－０００１", "ZY20180001")]
    [TestCase("P20190000123", "P20190000123")]
    [TestCase("A1B2C3D4E5F6A1B2C3D4E5F6A1B2C3D4", "A1B2C3D4E5F6A1B2C3D4E5F6A1B2C3D4")]
    public void TryParse_EarlierNumber_IsTakenAsItIs(string text, string value)
    {
        Assert.That(CertificateNumber.TryParse(text, out var number, out var refusal), Is.True, refusal?.Message);
        Assert.That((number!.Value, number.RuleId, number.IsEarlier, number.Grouped), Is.EqualTo((value, "EARLIER", true, value)));
        Assert.That(number.Explain().Single().Value, Is.EqualTo(value));
        Assert.That(() => number.Grade, Throws.InvalidOperationException);
    }

    [TestCase("SF20190", "too short")]
    [TestCase("A1B2C3D4E5F6A1B2C3D4E5F6A1B2C3D4E", "too long")]
    [TestCase("CERTIFICATE", "no digit")]
    [TestCase("京2019000123", "neither letter nor digit")]
    [TestCase("Z00011101042610000123K", "ours, wrong check character")]
    [TestCase("Z0001110104261000O124J", "ours, a letter for a digit")]
    [TestCase("Z0001110104261000012J", "ours, a character lost")]
    [TestCase("P00011101042610000123JJ", "ours, a character added")]
    [TestCase("700011101042610000123J", "ours, the kind mistyped")]
    [TestCase("1311003000300123", "a sister rule's")]
    [TestCase("S000016010003224000123", "a sister rule's, mistyped")]
    [TestCase("11010519491231002X", "an ID number")]
    public void TryParse_WhatIsNoEarlierNumber_IsSaidToBeMistyped(string text, string why)
    {
        Assert.That(CertificateNumber.TryParse(text, out _, out var refusal), Is.False, why);
        Assert.That(refusal!.Code.Code, Is.EqualTo("number_mistyped"));
    }

    [Test]
    public void TryParse_OwnNumber_IsNotEarlier()
    {
        Assert.That(CertificateNumber.TryParse("Z00011101042610000123J", out var number, out _), Is.True);
        Assert.That((number!.IsEarlier, number.RuleId), Is.EqualTo((false, "ZJ-2021")));
    }
}
