using System.Globalization;
using System.IO.Compression;
using System.Text;
using Certificates.Core;
using Certificates.Core.Register;
using Certificates.Tests.Issuing;

namespace Certificates.Tests.Style.Golden;

/// <summary>
/// Registers as former releases left them, each with the keys that were made for it alone: what was issued in a style must be read by
/// every later release. An archive is made once, while its style is the one in use, and is never made again.
/// </summary>
internal static class GoldenRegister
{
    /// <summary>The day on which the archives were made, by their own clocks; 10:00 in China.</summary>
    public static readonly DateTimeOffset MadeAt = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    private const string Grades = """
        准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期,照片
        1,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,中级,73,61.5,2026-04-25,
        2,陈大文,港澳居民来往内地通行证,H1234567801,2-02-38-04,云计算运维,高级,94,64.7,2026-04-09,photo-01.jpg
        3,阿卜杜热合曼·麦麦提敏·买买提江吐尔逊,居民身份证,994845197312214309,2-02-38-08,,初级,94,64.7,2026-04-09,
        4,Anne-Marie O'Neill,护照,X7654321,2-02-38-04,云计算运维,中级,94,64.7,2026-04-09,
        5,𬭎䶮㛃,居民身份证,992129199305139717,2-02-38-08,,初级,79,80,2026-03-09,
        """;

    private const string Training = """
        学员编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,培训学时,规定学时,结业测试,开课日期,结业日期,照片
        1,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,高级,120,96,是,2026-02-02,2026-03-25,
        2,古丽·阿不都,居民身份证,994845197312214309,2-02-38-08,,初级,80,80,是,,2026-03-09,photo-02.jpg
        """;

    /// <summary>The tokens of the register's certificates, one a line, as their symbols were read by zbar.</summary>
    public const string Tokens = "tokens.txt";

    /// <summary>The register of a style, restarted by the code as it is now.</summary>
    public static Task<TestIssuing> OpenAsync(int style) => TestIssuing.OpenAsync(MadeAt.AddDays(1), embedded: true, prepare: folder =>
    {
        Directory.Delete(folder, recursive: true);
        ZipFile.ExtractToDirectory(Archive(style), folder);
    });

    /// <summary>Makes the archive of the style that is in use.</summary>
    public static async Task MakeAsync(int style)
    {
        await using var issuing = await TestIssuing.OpenAsync(MadeAt, embedded: true);
        var photos = await File.ReadAllBytesAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "samples", "photos.zip"));
        foreach (var (kind, rows) in new[] { (CertificateKind.Grade, Grades), (CertificateKind.Training, Training) })
        {
            var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(rows), photos: photos, kind: kind);
            Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
            await issuing.IssueAsync(reception!.Batch.Id);
        }

        var tokens = new List<string>();
        foreach (var version in await issuing.Get<CertificateReader>().ByIdsAsync([1, 2, 3, 4, 5, 6, 7], CancellationToken.None))
        {
            var pdf = await issuing.Get<PdfArchive>().FindAsync(version, CancellationToken.None);
            tokens.Add(Scan(pdf!.Bytes.ToArray()));
        }

        await File.WriteAllLinesAsync(Path.Combine(issuing.Folder, Tokens), tokens);
        await issuing.CloseAsync();
        var archive = Path.Combine(Repository.Root, "Certificates.Tests", "Style", "Golden", Name(style));
        File.Delete(archive);
        await ZipFile.CreateFromDirectoryAsync(issuing.Folder, archive, CompressionLevel.SmallestSize, includeBaseDirectory: false);
    }

    /// <summary>The token in the symbol of a page, by an outside reader.</summary>
    public static string Scan(byte[] pdf)
    {
        var folder = Directory.CreateTempSubdirectory("certificate").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "certificate.pdf"), pdf);
            Tool.Run(
                "pdftoppm", "-r", "150", "-png", "-singlefile", Path.Combine(folder, "certificate.pdf"), Path.Combine(folder, "page"));
            var address = Tool.Run("zbarimg", "-q", "--raw", Path.Combine(folder, "page.png")).Trim();
            return address[(address.LastIndexOf('/') + 1)..];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Archive(int style) => Path.Combine(TestContext.CurrentContext.TestDirectory, "Style", "Golden", Name(style));

    private static string Name(int style) => string.Create(CultureInfo.InvariantCulture, $"style-{style}.zip");
}
