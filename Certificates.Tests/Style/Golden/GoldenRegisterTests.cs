using Certificates.Core.Oversight;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Making;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Style;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Guarding;
using Certificates.Tests.Issuing;
using Certificates.Tests.Verifying;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Style.Golden;

/// <summary>What was issued in a style is read for ever: the one in use is locked too.</summary>
[TestFixture(1)]
[TestFixture(2)]
internal sealed class GoldenRegisterTests(int style)
{
    private const int Issued = 7;

    private TestIssuing _issuing = null!;
    private IReadOnlyList<VersionRecord> _versions = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _issuing = await GoldenRegister.OpenAsync(style);
        _versions = await _issuing.Get<CertificateReader>().ByIdsAsync(
            [.. Enumerable.Range(1, Issued).Select(id => (long)id)], CancellationToken.None);
        Assert.That(_versions, Has.Count.EqualTo(Issued));
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task SelfCheck_OfAFormerStyle_FindsEveryFileWell()
    {
        _issuing.Clock.SetUtcNow(GoldenRegister.MadeAt.AddDays(1));
        await _issuing.Get<SelfCheck>().RunIfDueAsync(CancellationToken.None);

        var last = await _issuing.Get<SelfCheck>().LastAsync(CancellationToken.None);

        Assert.That((last!.Checked, last.Certificates.Count), Is.EqualTo(((long)Issued, 0)));
    }

    [Test]
    public async Task PdfCheck_OfAFormerStyle_IsValidAndReadsBack()
    {
        await using var site = Site();
        await site.GetRequiredService<Desk>().SetUpAsync(CancellationToken.None);
        var check = site.GetRequiredService<PdfCheck>();
        foreach (var version in _versions)
        {
            var pdf = await PdfAsync(version);
            var checkedFile = await check.CheckAsync(new MemoryStream(pdf), Asker.At(null), CancellationToken.None);
            Assert.That(checkedFile.TryGet(out var verdict, out _), Is.True);
            Assert.That((verdict!.Kind, verdict.Certificate!.Name), Is.EqualTo((VerdictKind.Valid, version.Name)));
            var printed = PrintedFacts.Read(pdf);
            Assert.That((printed?.Name, printed?.Number), Is.EqualTo((version.Name, version.Number)));
            Assert.That(CertificatePhoto.Of(pdf) is null, Is.EqualTo(version.CertificateId is not (2 or 7)));
        }
    }

    [Test]
    public async Task Tokens_OfAFormerStyle_AreReadAndStandInTheSymbols()
    {
        var tokens = await File.ReadAllLinesAsync(Path.Combine(_issuing.Folder, GoldenRegister.Tokens));
        foreach (var (version, token) in _versions.Zip(tokens))
        {
            Assert.That(_issuing.Get<QrTokenReader>().TryRead(token, out var read, out _), Is.True);
            Assert.That((read!.Claims.Number.Value, read.Claims.Name), Is.EqualTo((version.Number, version.Name)));
            Assert.That(GoldenRegister.Scan(await PdfAsync(version)), Is.EqualTo(token));
        }
    }

    [Test]
    public async Task Style_OfAFormerFile_IsFoundForItsCorrection()
    {
        var styles = _issuing.Get<StyleBook>();
        foreach (var version in _versions)
        {
            var found = await styles.OfFileAsync(version.DocumentId!.Value, CancellationToken.None);
            var printed = StoredCertificate.Of(version, _issuing.Services.GetRequiredKeyedService<DataCipher>(SecretKeyPurpose.Identity));
            using var signed = _issuing.Get<CertificateMaker>().Sign(printed, photo: null, found);
            var correction = _issuing.Get<OwnWorkCheck>().Require(signed, printed);
            Assert.That((found.Composer.Style.Version, found.Composer.Style.Kind), Is.EqualTo((style, version.Kind)));
            Assert.That(styles.Of(version.Kind).Composer.Style.Version, Is.GreaterThanOrEqualTo(style));
            Assert.That(correction.Of.StyleId, Is.EqualTo(found.Id));
        }
    }

    private async Task<byte[]> PdfAsync(VersionRecord version) =>
        (await _issuing.Get<PdfArchive>().FindAsync(version, CancellationToken.None))!.Bytes.ToArray();

    private ServiceProvider Site() => TestVerifying.Registrations(_issuing.Folder)
        .AddSingleton<TimeProvider>(_issuing.Clock).BuildServiceProvider();
}
