using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Issuing;

namespace Certificates.Tests.Issuing;

internal sealed class LicenceTypeTests
{
    [TestCase("", false, "")]
    [TestCase("", true, LicenceIdentifier.DemonstrationType)]
    [TestCase("11100000000013338W011", false, "11100000000013338W011")]
    [TestCase("11100000000013338W011", true, "11100000000013338W011")]
    public void LicenceType_NotAssigned_IsMadeUpForADemonstrationAlone(string setting, bool isSpecimen, string code) =>
        Assert.That(
            LicenceType.Of(new IssuingOptions { LicenceType = setting }, new StorageOptions { IsSpecimen = isSpecimen }).Code,
            Is.EqualTo(code));
}
