extern alias Api;

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Guarding;
using Certificates.Tests.Api;
using Certificates.Tests.Verifying;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Issuing;

/// <summary>The certificate of the key that signs PDFs: renewed, of an ordinary chain, or of no use.</summary>
[Category(Categories.Faults)]
internal sealed class PdfKeyTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task CertificateRenewedOnTheSameKey_IssuingGoesOn_AndFilesOfBothStayValid()
    {
        await using var issuing = await TestIssuing.OpenAsync(Begin, embedded: true);
        await IssueAsync(issuing, 1);
        Renew(issuing.Folder, issuing.Clock.GetUtcNow().AddDays(-1), issuing.Clock.GetUtcNow().AddYears(5));
        await issuing.RestartAsync();
        issuing.Get<TrialCertificate>().Require();
        await IssueAsync(issuing, 2);

        // The demo's first certificate ends after three years: the key goes on by its second.
        issuing.Clock.Advance(TimeSpan.FromDays(4 * 365));
        await issuing.RestartAsync();
        issuing.Get<TrialCertificate>().Require();

        await using var site = TestVerifying.Registrations(issuing.Folder).AddSingleton<TimeProvider>(issuing.Clock).BuildServiceProvider();
        var versions = await issuing.Get<CertificateReader>().ByIdsAsync([1, 2, 3], CancellationToken.None);
        Assert.That(versions, Has.Count.EqualTo(3));
        foreach (var version in versions)
        {
            var pdf = await issuing.Get<PdfArchive>().FindAsync(version, CancellationToken.None);
            var asked = await site.GetRequiredService<Verifier>().ByPdfAsync(new MemoryStream(pdf!.Bytes.ToArray()), Asker.At(null), CancellationToken.None);
            Assert.That(asked.TryGet(out var verdict, out _), Is.True);
            Assert.That((verdict!.Kind, verdict.File?.Signature), Is.EqualTo((VerdictKind.Valid, "valid")));
        }
    }

    [Test]
    public async Task ChainOfAnRsaIntermediateOf4096Bits_FitsTheSlot()
    {
        await using var issuing = await TestIssuing.OpenAsync(Begin, embedded: true, settings: ("Signing:PdfAlgorithm", "RS256"), prepare: folder =>
        {
            var (file, root) = RsaChain();
            File.WriteAllBytes(Path.Combine(folder, "keys", "pdf.pfx"), file);
            Trust(folder, root);
        });
        issuing.Get<TrialCertificate>().Require();
        await IssueAsync(issuing, 3);

        var version = (await issuing.Get<CertificateReader>().ByIdsAsync([1], CancellationToken.None)).Single();
        var pdf = (await issuing.Get<PdfArchive>().FindAsync(version, CancellationToken.None))!;
        var path = Path.Combine(issuing.Folder, "rsa.pdf");
        await File.WriteAllBytesAsync(path, pdf.Bytes);
        Assert.That(Tool.Run("pdfsig", "-nocert", path), Does.Contain("Signature is Valid").And.Contain("Total document signed"));
        Assert.That(Core.Pdf.Reading.SignedPdf.TryRead(pdf.Bytes, out var signed, out _), Is.True);
        Assert.That(signed!.Cms.Span.LastIndexOfAnyExcept((byte)0), Is.GreaterThan(3 * 1024), "the chain is no longer than it once could be");
    }

    [Test]
    public async Task KeyWhoseFilesNobodyCouldVerify_StopsTheStartWithASentence()
    {
        await using var issuing = await TestIssuing.OpenAsync(Begin, embedded: true);
        await issuing.Get<Database>().ExecuteAsync("DELETE FROM SigningCertificate", null, CancellationToken.None);
        await issuing.Get<Database>().ExecuteAsync(
            "UPDATE SigningKey SET Chain = (SELECT Chain FROM SigningKey WHERE Purpose = 'Qr') WHERE Purpose = 'Pdf'", null, CancellationToken.None);

        var fault = Assert.Catch(() => issuing.Get<TrialCertificate>().Require());

        Assert.That(Api::Certificates.Api.RegisterFaults.TellOf(fault!), Does.Contain("Signing:AuthoritiesFile"));
    }

    [Test]
    public async Task KeyThatHasEnded_StopsTheStartWithASentence()
    {
        await using var issuing = await TestIssuing.OpenAsync(Begin, embedded: true);
        issuing.Clock.Advance(TimeSpan.FromDays(4 * 365));
        await issuing.RestartAsync();

        var fault = Assert.Catch(() => issuing.Get<TrialCertificate>().Require());

        Assert.That(Api::Certificates.Api.RegisterFaults.TellOf(fault!), Does.Contain("Signing:").And.Contain("no key may sign now"));
    }

    private static async Task IssueAsync(TestIssuing issuing, int rows)
    {
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: rows)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        var summary = await issuing.IssueAsync(reception!.Batch.Id);
        Assert.That((summary.Status, summary.Counts.Issued), Is.EqualTo((BatchStatus.Done, (long)rows)));
    }

    /// <summary>Certifies every signing key of a folder again.</summary>
    private static void Renew(string folder, DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var name in (string[])["pdf.pfx", "qr.pfx", "verdict.pfx", "status.pfx", "copy.pfx"])
        {
            var path = Path.Combine(folder, "keys", name);
            using var old = X509CertificateLoader.LoadPkcs12(File.ReadAllBytes(path), "", X509KeyStorageFlags.Exportable);
            using var key = old.GetECDsaPrivateKey()!;
            using var renewed = new CertificateRequest("CN=Renewed", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, to);
            File.WriteAllBytes(path, renewed.Export(X509ContentType.Pkcs12, ""));
            Trust(folder, renewed.ExportCertificatePem());
        }
    }

    private static void Trust(string folder, string authority) =>
        File.AppendAllText(Path.Combine(folder, "keys", "authorities.pem"), $"\n{authority}\n");

    /// <summary>A leaf of 2048 bits below an intermediate of 4096, with names and policies as authorities write them.</summary>
    private static (byte[] File, string Root) RsaChain()
    {
        using var rootKey = RSA.Create(4096);
        using var middleKey = RSA.Create(4096);
        using var leafKey = RSA.Create(2048);
        using var root = Request("Root", rootKey, isAuthority: true).CreateSelfSigned(Begin.AddYears(-1), Begin.AddYears(9));
        using var middle = Request("Intermediate", middleKey, isAuthority: true).Create(root, Begin.AddYears(-1), Begin.AddYears(8), [1, 2]);
        using var middleWithKey = middle.CopyWithPrivateKey(middleKey);
        using var leaf = Request("Leaf", leafKey, isAuthority: false).Create(middleWithKey, Begin.AddYears(-1), Begin.AddYears(2), [1, 3]);
        using var leafWithKey = leaf.CopyWithPrivateKey(leafKey);
        using var bareRoot = X509CertificateLoader.LoadCertificate(root.RawData);
        return (
            new X509Certificate2Collection { leafWithKey, middle, bareRoot }.Export(X509ContentType.Pkcs12, "")!, bareRoot.ExportCertificatePem());
    }

    private static CertificateRequest Request(string name, RSA key, bool isAuthority)
    {
        var request = new CertificateRequest(
            $"CN={name} {new string('x', 50)}, O={new string('y', 60)}, C=CN", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509Extension("2.5.29.32", new byte[] { 0x30, 0x06, 0x30, 0x04, 0x06, 0x02, 0x2A, 0x03 }, critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }
}
