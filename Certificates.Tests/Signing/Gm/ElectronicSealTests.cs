using Certificates.Core.Signing;
using Certificates.Core.Signing.Gm;

namespace Certificates.Tests.Signing.Gm;

/// <summary>Which seals are taken, when they may be used, and which signatures by them are believed.</summary>
internal sealed class ElectronicSealTests
{
    private static readonly byte[] Pdf = "%PDF-1.7 …"u8.ToArray();
    private Sm2Authority _authority = null!;

    [OneTimeSetUp]
    public void MakeAuthority()
    {
        _authority = new Sm2Authority();
        foreach (var name in new[] { "maker", "signer", "stranger" })
        {
            _authority.Certify(name);
        }
    }

    [OneTimeTearDown]
    public void RemoveAuthority() => _authority.Dispose();

    [Test]
    public void Seal_OfAnotherMaker_IsReadAsItIs()
    {
        var fault = Fault(Seal());
        Assert.That(fault, Is.Null);
        Assert.That(ElectronicSeal.TryRead(File.ReadAllBytes(Seal()), out var seal, out _), Is.True);
        Assert.That((seal!.Id, seal.Version, seal.Name), Is.EqualTo(("99000000000001", 4, "示范数字技术评价中心")));
        Assert.That(seal.ValidTo - seal.ValidFrom, Is.EqualTo(TimeSpan.FromDays(1000)));
    }

    [Test]
    public void Seal_ThatNamesTheHashOfACertificate_IsForItsHolderAlone()
    {
        Tool.Run("openssl", "dgst", "-sm3", "-binary", "-out", _authority.File("digest"), _authority.File("signer.der"));
        var seal = SealMaker.Make(_authority, "maker", "signer", digest: File.ReadAllBytes(_authority.File("digest")));
        Assert.That((Fault(seal), Fault(seal, "stranger")), Is.EqualTo(((string?)null, "Signing:Seals:0:SealFile does not name the certificate of Signing:Seals:0:KeyFile among its signers.")));
    }

    [Test]
    public void Setting_ThatIsWrong_IsNamed()
    {
        Assert.That(Fault(_authority.File("nothing")), Does.Contain("Signing:Seals:0:SealFile").And.Contain("is not there"));
        Assert.That(Fault(_authority.File("signer.der")), Does.Contain("Signing:Seals:0:SealFile is no electronic seal"));
        Assert.That(Fault(SealMaker.Make(_authority, "maker", "signer", version: 3)), Does.Contain("has version 3"));
        Assert.That(Fault(SealMaker.Make(_authority, "maker", "signer", alteration: Altered)), Does.Contain("bears no signature of the maker"));
        Assert.That(Fault(Seal(), "stranger"), Does.Contain("does not name the certificate"));
        Assert.That(Fault(Seal(), "root"), Does.Contain("Signing:Seals:0:KeyFile"), "there is no such file");
        Assert.That(Fault(Seal(), institution: "1"), Does.Contain("Signing:Seals:0:Institution"));
        File.WriteAllBytes(_authority.File("long"), new byte[ElectronicSeal.LongestFile + 1]);
        Assert.That(Fault(_authority.File("long")), Does.Contain("is longer than 64 KB"));
    }

    [Test]
    public void Signature_OverOtherBytes_OrChangedAnywhere_DoesNotFit()
    {
        var value = Seals(Seal()).Sign("0001", Pdf, "Z.pdf", DateTimeOffset.UtcNow)!;
        Assert.That(SealSignature.Fits(value, Pdf), Is.True);
        Assert.That(SealSignature.Fits(value, [.. Pdf, 0]), Is.False);
        Assert.That(SealSignature.Fits(value.AsMemory(0, value.Length - 1), Pdf), Is.False);
        byte[] longer = [.. value, 0];
        Assert.That(SealSignature.Fits(longer, Pdf), Is.False);
        for (var at = 0; at < value.Length; at += 7)
        {
            byte[] changed = [.. value];
            changed[at] ^= 1;
            Assert.That(SealSignature.Fits(changed, Pdf), Is.False, $"byte {at}");
        }
    }

    [Test]
    public void Signature_WhoseLastBitIsSaidNotToCount_DoesNotFit()
    {
        byte[] value;
        do
        {
            value = Seals(Seal()).Sign("0001", Pdf, "Z.pdf", DateTimeOffset.UtcNow)!;
        }
        while ((value[^1] & 1) == 1);

        // BIT STRING, at the end: length, bits that do not count, SEQUENCE of two numbers
        var unused = Enumerable.Range(0, value.Length).Last(at => value[at] == 0x03 && value[at + 1] == value.Length - at - 2 && value[at + 2] == 0) + 2;
        value[unused] = 1;

        Assert.That(SealSignature.Fits(value, Pdf), Is.False);
    }

    [Test]
    public void Sign_WithASealThatEnded_IsAnOutageThatNamesTheSetting()
    {
        var seals = Seals(SealMaker.Make(_authority, "maker", "signer", days: 364));
        Assert.That(
            () => seals.Sign("0001", Pdf, "Z.pdf", DateTimeOffset.UtcNow),
            Throws.TypeOf<KeyNotInForceException>().With.Message.StartsWith("Signing:Seals:0: the electronic seal"));
        Assert.That(
            () => Seals(Seal()).Sign("0001", Pdf, "Z.pdf", DateTimeOffset.UtcNow.AddDays(700)), Throws.TypeOf<KeyNotInForceException>());
    }

    [Test]
    public void Sign_ForAnInstitutionWithoutASeal_IsNothing() =>
        Assert.That(Seals(Seal()).Sign("0002", Pdf, "P.pdf", DateTimeOffset.UtcNow), Is.Null);

    private static byte[] Altered(byte[] info)
    {
        byte[] other = [.. info];
        other[^10] ^= 1;
        return other;
    }

    private string Seal() => SealMaker.Make(_authority, "maker", "signer");

    private InstitutionSeals Seals(string seal) => new(Options(seal, "signer", "0001"), Files());

    /// <summary>What a start says of a setting; null when nothing.</summary>
    private string? Fault(string seal, string signer = "signer", string institution = "0001")
    {
        var said = new SealOptionsValidator(Files()).Validate(null, Options(seal, signer, institution));
        return said.Failed ? string.Join('\n', said.Failures) : null;
    }

    private SealOptions Options(string seal, string signer, string institution) =>
        new() { Seals = [new SealSetting { Institution = institution, SealFile = seal, KeyFile = _authority.File($"{signer}.pfx") }] };

    private KeyFiles Files() => new(_authority.Folder, new SigningOptions(), DemoFolder.Everything, isDemo: true);
}
