using Certificates.Core.Signing;

namespace Certificates.Tests.Signing;

internal sealed class DemoKeysTests
{
    [Test]
    public void Create_EmptyPlace_NobodyElseCanOpenTheFiles()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("There are no modes.");
            return;
        }

        using var demo = new DemoFolder();

        Assert.That(File.GetUnixFileMode(demo.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.That(
            Directory.GetFiles(demo.Path).Select(File.GetUnixFileMode),
            Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(Directory.GetFiles(demo.Path), Has.Length.EqualTo(13));
    }

    [Test]
    public void Create_KeysAreThere_LeavesEveryByte()
    {
        using var demo = new DemoFolder();
        var before = Contents(demo);

        Assert.That(DemoKeys.Create(demo.Path, demo.Options, "another", demo.Clock), Is.False);
        Assert.That(Contents(demo), Is.EqualTo(before));
        Assert.That(Directory.GetDirectories(Path.GetDirectoryName(demo.Path)!), Has.Length.EqualTo(1), "no draft is left");
    }

    [TestCase(SignatureAlgorithm.ES256)]
    [TestCase(SignatureAlgorithm.RS256)]
    public void Create_PdfKey_OpensslFindsTheChainGoodForSigningDocuments(SignatureAlgorithm algorithm)
    {
        using var demo = new DemoFolder(algorithm);
        Tool.Run("openssl", "pkcs12", "-in", demo.File("pdf.pfx"), "-passin", "pass:", "-nokeys", "-clcerts", "-out", demo.File("leaf.pem"));

        var at = demo.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Tool.Run("openssl", "verify", "-x509_strict", "-attime", at, "-CAfile", demo.File(DemoKeys.RootFile), demo.File("leaf.pem"));
        var text = Tool.Run("openssl", "x509", "-in", demo.File("leaf.pem"), "-noout", "-text", "-nameopt", "utf8");

        Assert.That(text, Does.Contain("Digital Signature, Non Repudiation").And.Contain("1.3.6.1.5.5.7.3.36"));
        Assert.That(text, Does.Contain("示范评价机构").And.Contain("DEMO - not for real use"));
    }

    private static string[] Contents(DemoFolder demo) =>
        [.. Directory.GetFiles(demo.Path).Order(StringComparer.Ordinal).Select(path => path + Convert.ToHexString(File.ReadAllBytes(path)))];
}
