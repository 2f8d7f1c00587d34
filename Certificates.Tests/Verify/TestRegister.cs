using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Coding;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Verify;

/// <summary>
/// The register all tests of the site read: a certificate in force, one revoked, one with a photo, and one for each test that changes it
/// while others read.
/// </summary>
[SetUpFixture]
internal sealed class TestRegister
{
    public const string ValidName = "余敏静";
    public const string ValidIdNumber = "991643199201143758";
    public const string RevokedName = "古丽·阿不都";

    public const string PicturedName = "陈大文";
    public const string PicturedIdNumber = "H12345678";

    /// <summary>Is suspended and put into force again by a test of look-ups.</summary>
    public static readonly Changing OfLookup = new("江小帆", Csv.ResidentId(900_001));

    /// <summary>The same, by a test of share codes.</summary>
    public static readonly Changing OfSharing = new("何书远", Csv.ResidentId(900_002));

    /// <summary>Gets other pick-up codes.</summary>
    public static readonly Changing OfRenewal = new("林晚晴", Csv.ResidentId(900_003));

    private static readonly string Results = $"""
        准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期,照片
        1,{ValidName},居民身份证,{ValidIdNumber},2-02-38-04,云计算运维,中级,73,61.5,2026-04-25,
        2,{RevokedName},居民身份证,994845197312214309,2-02-38-08,,初级,94,64.7,2026-04-09,
        3,{PicturedName},港澳居民来往内地通行证,{PicturedIdNumber}01,2-02-38-04,云计算运维,高级,94,64.7,2026-04-09,photo-01.jpg
        4,{OfLookup.Name},居民身份证,{OfLookup.IdNumber},2-02-38-04,云计算运维,中级,73,61.5,2026-04-25,
        5,{OfSharing.Name},居民身份证,{OfSharing.IdNumber},2-02-38-04,云计算运维,中级,73,61.5,2026-04-25,
        6,{OfRenewal.Name},居民身份证,{OfRenewal.IdNumber},2-02-38-04,云计算运维,中级,73,61.5,2026-04-25,
        """;

    private static TestIssuing? _issuing;

    public static string Folder => _issuing!.Folder;

    public static VersionRecord Valid { get; private set; } = null!;

    public static VersionRecord Revoked { get; private set; } = null!;

    public static VersionRecord Pictured { get; private set; } = null!;

    /// <summary>The pick-up code as the institution hands it out.</summary>
    public static string ClaimCodeOf(VersionRecord version)
    {
        Assert.That(CertificateNumber.TryParse(version.Number, out var number, out _), Is.True);
        return _issuing!.Get<ClaimCodes>().Code(number!, (int)version.ClaimGeneration).Grouped;
    }

    /// <summary>Counts the certificate's pick-up codes on, as handing out a new one does, or back.</summary>
    public static Task RenewClaimCodeAsync(VersionRecord version, int by) => _issuing!.WriteAsOursAsync(
        "UPDATE Certificate SET ClaimGeneration = ClaimGeneration + @by WHERE Id = @id", new { by, id = version.CertificateId });

    /// <summary>The printed QR's token of a certificate.</summary>
    public static string TokenOf(VersionRecord version)
    {
        Assert.That(CertificateNumber.TryParse(version.Number, out var number, out _), Is.True);
        return _issuing!.Get<QrTokenSigner>().Sign(new QrClaims(number!, (int)version.Version, version.Name, version.IssuedOn)).Text;
    }

    /// <summary>The signed file of a certificate.</summary>
    public static async Task<byte[]> PdfOfAsync(VersionRecord version) =>
        (await _issuing!.Get<PdfArchive>().FindAsync(version, CancellationToken.None))!.Bytes.ToArray();

    /// <summary>The secret of a new key.</summary>
    public static async Task<string> KeyAsync(ApiKeyRole role)
    {
        var made = await _issuing!.Get<ApiKeys>().CreateAsync(role, null, "tests", null, CancellationToken.None);
        Assert.That(made.TryGet(out var key, out var refusals), Is.True, refusals?.First.Message);
        return key.Secret;
    }

    /// <summary>Gives a folder the keys, with the modes they have.</summary>
    public static void CopyKeys(string folder)
    {
        var keys = Path.Combine(folder, "keys");
        PrivateFiles.CreateFolder(keys);
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, "keys")))
        {
            File.Copy(file, Path.Combine(keys, Path.GetFileName(file)));
        }
    }

    public static Task SetStatusAsync(VersionRecord version, CertificateStatus status) => _issuing!.WriteAsOursAsync(
        "UPDATE Certificate SET Status = @status, StatusChangedAt = @at WHERE Id = @id",
        new { status = (int)status, at = new DateTimeOffset(2026, 12, 1, 17, 0, 0, TimeSpan.Zero), id = version.CertificateId });

    [OneTimeSetUp]
    public async Task IssueAsync()
    {
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        var received = await _issuing.SendAsync(
            Encoding.UTF8.GetBytes(Results),
            photos: await File.ReadAllBytesAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "samples", "photos.zip")));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
        var issued = await _issuing.Get<CertificateReader>().ByIdsAsync([1, 2, 3, 4, 5, 6], CancellationToken.None);
        (Valid, Revoked) = (issued.Single(version => version.Name == ValidName), issued.Single(version => version.Name == RevokedName));
        Pictured = issued.Single(version => version.Name == PicturedName);
        foreach (var changing in (Changing[])[OfLookup, OfSharing, OfRenewal])
        {
            changing.Version = issued.Single(version => version.Name == changing.Name);
        }

        await SetStatusAsync(Revoked, CertificateStatus.Revoked);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (_issuing is not null)
        {
            await _issuing.DisposeAsync();
        }
    }
}

/// <summary>A certificate that one test alone reads and changes.</summary>
internal sealed record Changing(string Name, string IdNumber)
{
    public VersionRecord Version { get; set; } = null!;

    public string Number => Version.Number;
}
