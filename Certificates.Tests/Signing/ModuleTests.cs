using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Modules;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Signing;

/// <summary>Keys in a hardware module: SoftHSM takes its place.</summary>
[Category(Categories.Process)]
[NonParallelizable]
internal sealed class ModuleTests
{
    private const string Library = "/usr/lib/softhsm/libsofthsm2.so";
    private const string Tokens = "/var/lib/softhsm/tokens";
    private const string Pin = "482913";
    private string _token = "";

    [OneTimeSetUp]
    public void MakeToken()
    {
        Tool.Require(File.Exists(Library) && IsWritable(Tokens), "SoftHSM, with a folder of tokens that this account may write,");
        _token = "test-" + RandomNumberGenerator.GetHexString(12);
        Tool.Run("softhsm2-util", "--init-token", "--free", "--label", _token, "--so-pin", Pin, "--pin", Pin);
    }

    [OneTimeTearDown]
    public void RemoveToken()
    {
        if (_token.Length > 0)
        {
            Tool.Run("softhsm2-util", "--delete-token", "--token", _token);
        }
    }

    [TestCase(SignatureAlgorithm.ES256)]
    [TestCase(SignatureAlgorithm.RS256)]
    public async Task Batch_SignedByTheModule_IsGenuine(SignatureAlgorithm algorithm)
    {
        var label = $"pdf-{algorithm}";
        await using var issuing = await StartAsync(label, algorithm, label);
        issuing.Get<TrialCertificate>().Require();
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 30)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        var summary = await issuing.IssueAsync(reception!.Batch.Id);

        Assert.That((summary.Status, summary.Counts.Issued), Is.EqualTo((BatchStatus.Done, 30L)));
        var version = (await issuing.Get<CertificateReader>().ByIdsAsync([1], CancellationToken.None)).Single();
        var path = Path.Combine(issuing.Folder, "module.pdf");
        await File.WriteAllBytesAsync(path, (await issuing.Get<PdfArchive>().FindAsync(version, CancellationToken.None))!.Bytes);
        Assert.That(
            Tool.Run("pdfsig", "-nocert", path),
            Does.Contain("Signature is Valid").And.Contain("Total document signed").And.Contain(label));
    }

    [Test]
    public async Task Signatures_OfManyThreads_AllVerify()
    {
        await using var issuing = await StartAsync("many", SignatureAlgorithm.ES256, "many");
        var signer = issuing.Get<KeyRing>().InForce(KeyPurpose.Pdf);
        using var published = new PublicKeyRing([signer.Key]);
        var hash = SHA256.HashData("a file"u8);

        Assert.That(signer, Is.TypeOf<ModuleSigner>());
        Assert.That(
            ParallelEnumerable.Range(0, 400).WithDegreeOfParallelism(8).Count(_ => published.Verifies(signer.Key, hash, signer.SignHash(hash))),
            Is.EqualTo(400));
    }

    [TestCase("another", "another", "Signing:Pdf:Module")]
    [TestCase("none", "another", "has no private key 'none'")]
    public void Setting_ThatNamesAnotherKeyThanTheCertificate_StopsTheStart(string label, string imported, string told) => Assert.That(
        async () =>
        {
            await using var issuing = await StartAsync(label, SignatureAlgorithm.ES256, imported, ofAnotherKey: true);
        },
        Throws.Exception.With.Message.Contains(told));

    /// <summary>A service whose PDF key is in the token, under a label, and whose certificate lies in a PEM file.</summary>
    private Task<TestIssuing> StartAsync(string label, SignatureAlgorithm algorithm, string imported, bool ofAnotherKey = false)
    {
        var begin = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        return TestIssuing.OpenAsync(
            embedded: true,
            prepare: folder =>
            {
                var (pem, certificate) = Make(algorithm, imported, begin);
                var file = Path.Combine(folder, "imported.pem");
                File.WriteAllText(file, ofAnotherKey ? Make(algorithm, imported, begin).Key : pem);
                Tool.Run(
                    "softhsm2-util", "--import", file, "--token", _token, "--label", imported, "--pin", Pin, "--id",
                    RandomNumberGenerator.GetHexString(8), "--force");
                var keys = Path.Combine(folder, "keys");
                File.WriteAllText(Path.Combine(keys, "pdf.crt"), certificate);
                File.WriteAllText(
                    Path.Combine(keys, "authorities.pem"), $"{File.ReadAllText(Path.Combine(keys, DemoKeys.RootFile))}\n{certificate}\n");
            },
            settings:
            [
                ("Signing:PdfAlgorithm", algorithm.ToString()), ("Signing:Pdf:File", "pdf.crt"), ("Signing:Pdf:Module", Library),
                ("Signing:Pdf:Token", _token), ("Signing:Pdf:Key", label), ("Signing:Pdf:Password", Pin),
            ]);
    }

    private static (string Key, string Certificate) Make(SignatureAlgorithm algorithm, string name, DateTimeOffset begin)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"CN={name}");
        if (algorithm == SignatureAlgorithm.ES256)
        {
            using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var self = new CertificateRequest(subject, ec, HashAlgorithmName.SHA256).CreateSelfSigned(begin, begin.AddYears(2));
            return (ec.ExportPkcs8PrivateKeyPem(), self.ExportCertificatePem());
        }

        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(begin, begin.AddYears(2));
        return (rsa.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem());
    }

    private static bool IsWritable(string folder)
    {
        try
        {
            var probe = Path.Combine(folder, Path.GetRandomFileName());
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
            return true;
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
