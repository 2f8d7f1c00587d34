using System.Security.Cryptography;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Privacy;

namespace Certificates.Tests.Privacy;

internal sealed class HolderKeysTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly HolderKeys Keys = new(new SecretKey(SecretKeyPurpose.LookUp, Secret));

    [Test]
    public void Of_ResidentId_IsTheHmacOfItsNumber()
    {
        using var oracle = new HMACSHA256(Secret);

        Assert.That(Keys.Of(Document(IdType.ResidentId, "11010519491231002X")), Is.EqualTo(oracle.ComputeHash("11010519491231002X"u8.ToArray())));
    }

    [Test]
    public void Of_PermitRenewed_IsTheSame() =>
        Assert.That(
            Keys.Of(Document(IdType.HkMacaoPermit, "H1234567801")), Is.EqualTo(Keys.Of(Document(IdType.HkMacaoPermit, "H1234567802"))));

    private static IdDocument Document(IdType type, string number) =>
        IdDocument.TryParse(type, number, out var document, out _) ? document : throw new InvalidOperationException(number);
}
