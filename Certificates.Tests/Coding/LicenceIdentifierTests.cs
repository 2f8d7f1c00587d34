using Certificates.Core.Coding;

namespace Certificates.Tests.Coding;

internal sealed class LicenceIdentifierTests
{
    [TestCase("11100000000013338W011.11430000006122244L.20230000403.001", 'U')]
    [TestCase("11100000000013338W032.11220000013544541J.2430599.001", 'F')]
    [TestCase("11100000000013338W009.11330105002500287C.2025052201.002", '0')]
    [TestCase("11100000MB03271699022.340100.000000016.001", '9')]
    public void TryParse_PublishedIdentifier_FormatsBack(string body, char check)
    {
        var text = $"1.2.156.3005.2.{body}.{check}";
        Assert.That(LicenceIdentifier.TryParse(text, out var identifier), Is.True);
        Assert.That(identifier!.Value, Is.EqualTo(text));
        var made = LicenceIdentifier.Create(identifier.Type, identifier.Issuer, identifier.Serial, identifier.Version);
        Assert.That(made, Is.EqualTo(identifier));
    }

    [TestCase("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.V")]
    [TestCase("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.000.U")]
    [TestCase("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.01.U")]
    [TestCase("1.2.156.3005.2.11100000000013338W011.11430000006122244L.001.U")]
    [TestCase("1.2.156.3005.3.11100000000013338W011.11430000006122244L.20230000403.001.U")]
    [TestCase("")]
    [TestCase(null)]
    public void TryParse_OtherText_IsRefused(string? text) => Assert.That(LicenceIdentifier.TryParse(text, out _), Is.False);

    [Test]
    public void Kept_WithAType_IsTheIdentifier_AndItsVersionCountsOn()
    {
        var kept = LicenceIdentifier.Kept("11100000000013338W009", "11330105002500287C", "2025052201", 1);
        Assert.That(LicenceIdentifier.KeptOfVersion(kept, 2), Is.EqualTo("1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0"));
        Assert.That((LicenceIdentifier.Of(kept), LicenceIdentifier.IssuerOf(kept)), Is.EqualTo((kept, "11330105002500287C")));
    }

    [Test]
    public void Kept_WithoutAType_IsNoIdentifier_AndUniqueForEachVersion()
    {
        var kept = LicenceIdentifier.Kept("", "11330105002500287C", "Z000111020326300000164", 1);
        var next = LicenceIdentifier.KeptOfVersion(kept, 2);
        Assert.That((LicenceIdentifier.Of(kept), LicenceIdentifier.Of(next)), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(LicenceIdentifier.TryParse(kept, out _), Is.False);
        Assert.That(next, Is.Not.EqualTo(kept));
        Assert.That(LicenceIdentifier.IssuerOf(next), Is.EqualTo("11330105002500287C"));
    }

    [Test]
    public void KeptOfVersion_OfAnotherText_Throws() =>
        Assert.That(() => LicenceIdentifier.KeptOfVersion("none.1", 2), Throws.ArgumentException);

    [TestCase("11100000000013338W011", true)]
    [TestCase("11100000MB03271699022", true)]
    [TestCase(LicenceIdentifier.DemonstrationType, true)]
    [TestCase("11100000000013338X011", false, TestName = "IsType_CreditCodeMistyped_IsFalse")]
    [TestCase("11100000000013338W01A", false)]
    [TestCase("11100000000013338w011", false)]
    [TestCase("11100000000013338W01", false)]
    public void IsType_Text_IsACreditCodeWithThreeDigits(string text, bool isType) =>
        Assert.That(LicenceIdentifier.IsType(text), Is.EqualTo(isType));

    [TestCase("11100000000013338W01", "11430000006122244L", "1", 1)]
    [TestCase("11100000000013338W011", "114300000061222", "1", 1)]
    [TestCase("11100000000013338W011", "11430000006122244L", "", 1)]
    [TestCase("11100000000013338W011", "11430000006122244L", "1.2", 1)]
    [TestCase("11100000000013338W011", "11430000006122244L", "1", 0)]
    [TestCase("11100000000013338W011", "11430000006122244L", "1", 1000)]
    public void Create_PartOfAnotherForm_Throws(string type, string issuer, string serial, int version) =>
        Assert.That(() => LicenceIdentifier.Create(type, issuer, serial, version), Throws.ArgumentException);
}
