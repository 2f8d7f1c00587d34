using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Batches;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Register;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Stamping;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Tsp;

namespace Certificates.Tests.Signing;

/// <summary>Time stamps in the signatures of PDFs, by an authority that is not ours.</summary>
[Category(Categories.Process)]
internal sealed class StampTests
{
    private static readonly DerObjectIdentifier Token = new("1.2.840.113549.1.9.16.2.14");
    private OpenSslAuthority _authority = null!;

    [SetUp]
    public void Open() => _authority = new OpenSslAuthority();

    [TearDown]
    public void Close() => _authority.Dispose();

    [Test]
    public async Task Files_OfABatch_AreStampedOverTheirSignatures()
    {
        await using var issuing = await StartAsync();
        await IssueAsync(issuing, 20);

        foreach (var pdf in await FilesAsync(issuing))
        {
            Assert.That(SignedPdf.TryRead(pdf, out var signed, out _), Is.True);
            var (signature, token) = StampOf(signed!.Cms.ToArray());
            Assert.That(token.TimeStampInfo.GetMessageImprintDigest(), Is.EqualTo(SHA256.HashData(signature)));
            Assert.That(DateTime.UtcNow - token.TimeStampInfo.GenTime, Is.LessThan(TimeSpan.FromHours(1)));
            Assert.That(issuing.Get<PdfSignatureReader>().CheckFile(pdf)!.Finding, Is.EqualTo(PdfSignatureFinding.Valid));
        }

        await JudgeAsync(issuing.Folder, (await FilesAsync(issuing))[0]);
    }

    /// <summary>pdfsig and qpdf take the file, pdfsig takes the signature out of it, and openssl verifies the stamp over its value.</summary>
    private async Task JudgeAsync(string folder, byte[] pdf)
    {
        var path = Path.Combine(folder, "stamped.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        Assert.That(
            Tool.Run("pdfsig", "-nocert", path),
            Does.Contain("Signature is Valid").And.Contain("Total document signed").And.Contain("ETSI.CAdES.detached"));
        Assert.That(Tool.Run("qpdf", "--check", path), Does.Contain("No syntax"));

        Tool.Run("bash", "-c", $"cd '{folder}' && pdfsig -nocert -dump stamped.pdf");
        var (signature, token) = StampOf(await File.ReadAllBytesAsync(Directory.GetFiles(folder, "stamped.pdf.sig*").Single()));
        await File.WriteAllBytesAsync(Path.Combine(folder, "token"), token.GetEncoded());
        await File.WriteAllBytesAsync(Path.Combine(folder, "value"), signature);
        await File.WriteAllTextAsync(Path.Combine(folder, "root"), _authority.Root);
        Assert.That(
            Tool.Run(
                "openssl", "ts", "-verify", "-token_in", "-in", Path.Combine(folder, "token"), "-data", Path.Combine(folder, "value"),
                "-CAfile", Path.Combine(folder, "root")),
            Does.Contain("Verification: OK"));
    }

    [Test]
    public async Task Rows_WhileTheAuthorityIsAway_Wait_AndGoOnWhenItIsBack()
    {
        await using var issuing = await StartAsync();
        _authority.IsUp = false;
        var batch = await SendAsync(issuing, 3);
        using var stop = new CancellationTokenSource();
        var run = issuing.Get<Core.Issuing.IssuingRun>().RunAsync(stop.Token);
        await UntilAsync(issuing, () => issuing.Get<Stamps>().Fault is not null);
        var waiting = await issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None);

        _authority.IsUp = true;
        await UntilAsync(issuing, () => issuing.Batches.FindAsync(batch, issuing.Sender, CancellationToken.None).Result is { Status: BatchStatus.Done });
        await stop.CancelAsync();
        await run;

        Assert.That((waiting!.Counts.Issued, waiting.Counts.Pending), Is.EqualTo((0L, 3L)));
        Assert.That(await FilesAsync(issuing), Has.Count.EqualTo(3));
        Assert.That(issuing.Get<Stamps>().Fault, Is.Null);
    }

    [Test]
    public async Task Stamp_OverSomethingElse_OrOfAnotherAuthority_IsRefused()
    {
        await using var issuing = await StartAsync();
        _authority.Repeats = true;
        Assert.That(
            async () => await issuing.Get<Stamps>().StampAsync(new byte[70], CancellationToken.None),
            Throws.TypeOf<TimeStampException>().With.Message.Contains("no stamp"), "an answer to another request");

        _authority.Repeats = false;
        using var stranger = new OpenSslAuthority();
        await using var other = await StartAsync(stranger.Root);
        Assert.That(other.Get<Stamps>().Fault, Does.Contain("TimeStamp:AuthoritiesFile"));
    }

    [Test]
    public async Task Stamp_ThatOutgrowsItsPlace_StopsTheAsking()
    {
        await using var issuing = await StartAsync();
        Assert.That(issuing.Get<Stamps>().Fault, Is.Null);
        _authority.Extra("many.pem");
        var before = _authority.Asked;

        for (var i = 0; i < 3; i++)
        {
            Assert.That(
                async () => await issuing.Get<Stamps>().StampAsync(new byte[70], CancellationToken.None), Throws.TypeOf<TimeStampException>());
        }

        Assert.That(_authority.Asked - before, Is.EqualTo(1));
        Assert.That(issuing.Get<Stamps>().Fault, Does.Contain("became too long").And.Contain("restart"));
    }

    [Test]
    public async Task Stamp_OfAnotherFile_PutIntoTheSignature_IsNotOurForm()
    {
        await using var issuing = await StartAsync();
        await IssueAsync(issuing, 12);

        // of two whose stamps are of one length, so that nothing else need change
        var files = (await FilesAsync(issuing)).Select(file => SignedPdf.TryRead(file, out var signed, out _) ? signed : null!)
            .GroupBy(signed => StampOf(signed.Cms.ToArray()).Token.GetEncoded().Length).First(alike => alike.Count() > 1).ToList();
        var one = files[0];
        var (cms, hash) = (one.Cms.ToArray(), new byte[32]);
        one.HashSignedBytes(hash);
        StampOf(files[1].Cms.ToArray()).Token.GetEncoded().CopyTo(cms, cms.AsSpan().IndexOf(StampOf(cms).Token.GetEncoded()));

        Assert.That(issuing.Get<PdfSignatureReader>().Check(one.Cms, hash).Finding, Is.EqualTo(PdfSignatureFinding.Valid));
        Assert.That(issuing.Get<PdfSignatureReader>().Check(cms, hash).Finding, Is.EqualTo(PdfSignatureFinding.Invalid));
    }

    private Task<TestIssuing> StartAsync(string? root = null) => TestIssuing.OpenAsync(
        embedded: true,
        prepare: folder => File.WriteAllText(Path.Combine(folder, "keys", "time-stamp-authorities.pem"), root ?? _authority.Root),
        settings: [("TimeStamp:Url", _authority.Url), ("TimeStamp:AuthoritiesFile", "time-stamp-authorities.pem")]);

    private static async Task<Guid> SendAsync(TestIssuing issuing, int rows)
    {
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: rows)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        return reception!.Batch.Id;
    }

    private static async Task IssueAsync(TestIssuing issuing, int rows) => await issuing.IssueAsync(await SendAsync(issuing, rows));

    private static async Task UntilAsync(TestIssuing issuing, Func<bool> holds)
    {
        for (var i = 0; i < 400 && !holds(); i++)
        {
            await Task.Delay(25);
            issuing.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.That(holds(), Is.True);
    }

    private static async Task<IReadOnlyList<byte[]>> FilesAsync(TestIssuing issuing)
    {
        var files = new List<byte[]>();
        foreach (var version in await issuing.Get<CertificateReader>().ByIdsAsync([.. Enumerable.Range(1, 30).Select(i => (long)i)], CancellationToken.None))
        {
            if (await issuing.Get<PdfArchive>().FindAsync(version, CancellationToken.None) is { } pdf)
            {
                files.Add(pdf.Bytes.ToArray());
            }
        }

        return files;
    }

    /// <summary>The signature's value and the stamp in it, as another library reads them; it verifies the stamp by the certificate in it.</summary>
    private static (byte[] Signature, TimeStampToken Token) StampOf(byte[] contents)
    {
        using var stream = new Asn1InputStream(contents);
        var signer = new CmsSignedData(ContentInfo.GetInstance(stream.ReadObject())).GetSignerInfos().GetSigners().Single();
        var token = new TimeStampToken(new CmsSignedData(
            ContentInfo.GetInstance(signer.UnsignedAttributes[Token].AttrValues[0])));
        token.Validate(token.GetCertificates().EnumerateMatches(token.SignerID).Single());
        return (signer.GetSignature(), token);
    }
}
