using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Intake;
using Certificates.Core.Lifecycle;
using Certificates.Core.Oversight;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Guarding;
using Certificates.Tests.Verifying;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Issuing;

/// <summary>
/// A register of the version before, in which names stand that would be written otherwise or be refused today: whatever is on record is
/// read as it stands.
/// </summary>
internal sealed class FormerNamesTests
{
    private static readonly string[] Former =
    [
        "王 芳", "李　雷", "阿布都热合曼.买买提", "古丽ㆍ阿不都", "艾克拜尔· 米吉提", "阿依古丽··吐尔逊", "赵敏,", "null", "吕⽂华", "⻢超",
        "\uFB01nn", "O’Connor, J.",
    ];

    /// <summary>How people type them, who see the paper.</summary>
    private static readonly string[] Typed =
    [
        "王芳", "李 雷", "阿布都热合曼·买买提", "古丽·阿不都", "艾克拜尔·米吉提", "阿依古丽·吐尔逊", "赵敏", "NULL", "吕⽂华", "⻢超",
        "FINN", "o'connor j",
    ];

    private TestIssuing _issuing = null!;
    private ServiceProvider _site = null!;
    private IReadOnlyList<VersionRecord> _onRecord = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        var rows = Former.Select((_, i) => $"F{i},余敏静,护照,X{7654000 + i},2-02-38-08,,初级,94,64.7,2026-04-09,");
        var file = string.Join('\n', rows.Prepend("准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期,照片"));
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(file));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        foreach (var (name, i) in Former.Select((name, i) => (name, i)))
        {
            await StoreAsBeforeAsync(reception!.Batch.Id.ToString(), i + 1, name);
        }

        var summary = await _issuing.IssueAsync(reception!.Batch.Id);
        Assert.That(summary.Counts.Issued, Is.EqualTo(Former.Length));
        _onRecord = await _issuing.Get<CertificateReader>().ByIdsAsync(
            [.. Enumerable.Range(1, Former.Length).Select(id => (long)id)], CancellationToken.None);
        _site = TestVerifying.Registrations(_issuing.Folder).AddSingleton<TimeProvider>(_issuing.Clock).BuildServiceProvider();
        await _site.GetRequiredService<Desk>().SetUpAsync(CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        await _site.DisposeAsync();
        await _issuing.DisposeAsync();
    }

    [Test]
    public void Row_AcceptedByTheFormerRule_IsIssuedWithTheNameItWasAcceptedWith() =>
        Assert.That(_onRecord.Select(version => version.Name), Is.EquivalentTo(
            Former.Select(name => name.Replace('\u3000', ' '))));

    [Test]
    public async Task Name_OnRecord_IsFoundAsItStandsAndAsItIsTyped()
    {
        foreach (var (stored, typed) in Former.Zip(Typed))
        {
            var version = Of(stored);
            foreach (var name in new[] { stored, typed })
            {
                var asked = await _site.GetRequiredService<Verifier>().AskAsync(new Question(version.Number, name, null), CancellationToken.None);
                Assert.That(asked.TryGet(out var answer, out _) ? (answer.Kind, answer.Single!.Certificate?.Name) : default,
                    Is.EqualTo((VerdictKind.Valid, version.Name)), name);
            }
        }
    }

    [Test]
    public async Task Paper_OfANameOnRecord_IsValidByCodeAndFileAndInTheNightlyCheck_AndItsPhotoCanBeCorrected()
    {
        foreach (var version in _onRecord)
        {
            Assert.That(CertificateNumber.TryParse(version.Number, out var number, out _), Is.True);
            var token = _issuing.Get<QrTokenSigner>().Sign(new QrClaims(number!, 1, version.Name, version.IssuedOn)).Text;
            var byCode = await _site.GetRequiredService<Verifier>().ByTokenAsync(token, CancellationToken.None);
            var pdf = (await _issuing.Get<PdfArchive>().FindAsync(version, CancellationToken.None))!.Bytes;
            var byFile = await _site.GetRequiredService<Verifier>().ByPdfAsync(
                new MemoryStream(pdf.ToArray()), Asker.At(System.Net.IPAddress.Loopback), CancellationToken.None);
            var difference = await _issuing.Get<StoredFileCheck>().DifferenceAsync(version, CancellationToken.None);
            Assert.That(
                (byCode.TryGet(out var verdict, out _) ? verdict.Kind : default, byFile.TryGet(out var ofFile, out _) ? ofFile.Kind : default, difference),
                Is.EqualTo((VerdictKind.Valid, VerdictKind.Valid, (string?)null)), version.Name);
        }

        var authority = await _issuing.Get<ApiKeys>().CreateAsync(ApiKeyRole.Authority, null, "tests", null, CancellationToken.None);
        Assert.That(authority.TryGet(out var key, out _), Is.True);
        Assert.That(ChangeGround.Read("data_error", "photo", null).TryGet(out var ground, out _), Is.True);
        var photo = await SamplePhotoAsync();

        foreach (var version in _onRecord)
        {
            var changed = await _issuing.Get<CertificateChanges>().CorrectAsync(
                CertificateNumber.OfRecord(version.Number), new Correction { Photo = photo }, ground!, key.Key, CancellationToken.None);
            Assert.That(changed.TryGet(out _, out var refusals), Is.True, $"{version.Name}: {refusals?.First.Message}");
            var corrected = (await _issuing.Get<CertificateReader>().ByIdsAsync([version.CertificateId], CancellationToken.None))[^1];
            var difference = await _issuing.Get<StoredFileCheck>().DifferenceAsync(corrected, CancellationToken.None);
            Assert.That((corrected.Version, corrected.Name, difference), Is.EqualTo((2L, version.Name, (string?)null)));
        }
    }

    /// <summary>Stores a row as the version before did: no mark of a rule beside the flaws, the name unchanged.</summary>
    private async Task StoreAsBeforeAsync(string batchId, int row, string name)
    {
        var cipher = _issuing.Services.GetRequiredKeyedService<DataCipher>(SecretKeyPurpose.Identity);
        var register = _issuing.Get<Database>();
        var stored = (await register.QueryAsync<byte[]>(
            "SELECT SentCipher FROM BatchRow WHERE BatchId = @batchId AND Row = @row", new { batchId, row }, CancellationToken.None))[0];
        var sent = SentRow.FromUtf8Json(cipher.Decrypt(stored, cipher.KeyId, Places.Sent(batchId, row)));
        var fields = sent.Fields.Select((field, i) => i == (int)ResultsColumn.Name ? name : field);
        var before = JsonSerializer.SerializeToUtf8Bytes(new object[] { row, 0 }.Concat(fields));
        await register.ExecuteAsync(
            "UPDATE BatchRow SET SentCipher = @cipher WHERE BatchId = @batchId AND Row = @row",
            new { cipher = cipher.Encrypt(before, Places.Sent(batchId, row)), batchId, row }, CancellationToken.None);
    }

    private VersionRecord Of(string stored) => _onRecord.Single(version => version.Name == stored.Replace('\u3000', ' '));

    private static async Task<byte[]> SamplePhotoAsync()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(TestContext.CurrentContext.TestDirectory, "samples", "photos.zip"));
        using var content = new MemoryStream();
        await using var photo = await zip.GetEntry("photo-01.jpg")!.OpenAsync();
        await photo.CopyToAsync(content);
        return content.ToArray();
    }
}
