using Certificates.Core.Privacy;
using Certificates.Core.Signing;

namespace Certificates.Tests.Signing;

internal sealed class KeyFilesTests
{
    [Test]
    public void OpenSigner_VerifyingProcess_HoldsTheVerdictKeyAlone()
    {
        using var demo = new DemoFolder();
        var files = new KeyFiles(demo.Path, demo.Options, KeyHolding.Verifying, isDemo: true);

        Assert.That(Enum.GetValues<KeyPurpose>().Where(purpose => Opens(() => files.OpenSigner(purpose))), Is.EqualTo(new[] { KeyPurpose.Verdict }));
        Assert.That(
            Enum.GetValues<SecretKeyPurpose>().Where(purpose => Opens(() => files.ReadSecret(purpose))),
            Is.EqualTo(new[] { SecretKeyPurpose.Document, SecretKeyPurpose.LookUp, SecretKeyPurpose.Seal }));
    }

    [Test]
    public void OpenSigner_DemoKeyOutsideADemo_IsRefused()
    {
        using var demo = new DemoFolder();
        var files = new KeyFiles(demo.Path, demo.Options, DemoFolder.Everything, isDemo: false);

        Assert.That(() => files.OpenSigner(KeyPurpose.Pdf), Throws.TypeOf<KeyFileException>().With.Message.Contains("demo"));
    }

    [Test]
    public void Validate_ThreeFaults_NamesEachConfigurationKey()
    {
        using var demo = new DemoFolder();
        File.Delete(demo.File("qr.pfx"));
        File.WriteAllBytes(demo.File("claim.key"), new byte[31]);
        demo.Options.PdfAlgorithm = SignatureAlgorithm.RS256;
        File.WriteAllText(demo.File("log.key"), "PRIVATE+KEY+a+00000000+AA==");

        var result = new SigningOptionsValidator(demo.Path, KeyHolding.Issuing, isDemo: true).Validate(null, demo.Options);

        Assert.That(result.Failures, Has.Exactly(4).Items
            .And.Some.StartsWith("Signing:Pdf:File holds a ES256 key")
            .And.Some.StartsWith($"Signing:Qr:File '{Path.GetFullPath(demo.File("qr.pfx"))}' is not there")
            .And.Some.StartsWith("Signing:LogKeyFile holds no key")
            .And.Some.StartsWith("Signing:ClaimKeyFile has 31 bytes"));
    }

    [Test]
    public void OpenSigner_FileWithAPassword_OpensWithThatAlone()
    {
        using var demo = new DemoFolder();
        var options = new SigningOptions { Pdf = new KeyFileOptions { File = "pdf.pfx", Password = "correct horse" } };
        var folder = Path.Combine(demo.Path, "other");
        DemoKeys.Create(folder, options, "示范评价机构", demo.Clock);
        var files = new KeyFiles(folder, options, DemoFolder.Everything, isDemo: true);

        Assert.That(() => (files.OpenSigner(KeyPurpose.Pdf) as IDisposable)!.Dispose(), Throws.Nothing);
        options.Pdf.Password = "";
        Assert.That(() => files.OpenSigner(KeyPurpose.Pdf), Throws.TypeOf<KeyFileException>().With.Message.Contains("Signing:Pdf:Password"));
    }

    [TestCase(UnixFileMode.OtherRead)]
    [TestCase(UnixFileMode.GroupRead)]
    [TestCase(UnixFileMode.GroupWrite)]
    public void ReadSecret_FileOpenToOthers_IsRefused(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("There are no modes.");
            return;
        }

        using var demo = new DemoFolder();
        File.SetUnixFileMode(demo.File("claim.key"), UnixFileMode.UserRead | others);

        Assert.That(() => demo.Files.ReadSecret(SecretKeyPurpose.Claim), Throws.TypeOf<KeyFileException>().With.Message.Contains("600"));
    }

    [Test]
    public void ReadSecret_Twice_SameIdThatIsNotInTheFile()
    {
        using var demo = new DemoFolder();

        var key = demo.Files.ReadSecret(SecretKeyPurpose.LookUp);

        Assert.That(key.Id, Is.EqualTo(demo.Files.ReadSecret(SecretKeyPurpose.LookUp).Id).And.Match("^[0-9a-f]{16}$"));
        Assert.That(Convert.ToHexStringLower(File.ReadAllBytes(demo.File("look-up.key"))), Does.Not.Contain(key.Id));
        Assert.That(key.ToString(), Is.EqualTo($"LookUp key {key.Id}"));
    }

    private static bool Opens(Func<object> open)
    {
        try
        {
            (open() as IDisposable)?.Dispose();
            return true;
        }
        catch (InvalidOperationException notHeld) when (notHeld is not KeyFileException)
        {
            return false;
        }
    }
}
