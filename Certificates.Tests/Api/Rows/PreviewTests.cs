using System.Text;
using Certificates.Core.Pdf.Reading;
using Certificates.Tests.Files;
using Certificates.Tests.Intake;

namespace Certificates.Tests.Api.Rows;

/// <summary>One certificate of a file before it is issued: it looks like one, and can be taken for none.</summary>
internal sealed class PreviewTests
{
    private const string Institution = "0396";

    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync(Institution);

    [Test]
    public async Task Preview_OfAFile_ShowsTheFirstRowThatMayBeIssued()
    {
        var (low, good) = (Csv.Row(name: "赵甲", theory: "1"), Csv.Row(name: "钱乙").Split(','));
        var text = Text(await PreviewAsync($"{Csv.Header}\n{low}\n{string.Join(',', good)}"));

        Assert.That(text, Does.Contain("钱乙").And.Contain(good[3]).And.Contain("云计算工程技术人员").And.Contain("高级"));
        Assert.That(text, Does.Not.Contain("赵甲"));
        Assert.That(text, Does.Contain("样张 SPECIMEN"), "in the place of its number");
        Assert.That(text, Does.Not.Match("Z0396"), "no number of a series");
    }

    [Test]
    public async Task Preview_OfARow_IsOfThatRow()
    {
        var csv = $"{Csv.Header}\n{Csv.Row(name: "赵甲")}\n{Csv.Row(name: "钱乙")}\n{Csv.Row(name: "孙丙", theory: "1")}";

        Assert.That(Text(await PreviewAsync(csv, "?row=2")), Does.Contain("钱乙").And.Not.Contain("赵甲"));
        foreach (var row in new[] { 3, 4 })
        {
            using var client = Api.Client($"{Institution}-operator");
            await Problem.AssertAsync(await client.PostAsync($"/v1/batches/preview?row={row}", Csv.Content(csv)), 409, "row_not_issuable");
        }
    }

    [Test]
    public async Task Preview_HasNoSignatureAndTheMarkAcrossThePage()
    {
        var preview = await PreviewAsync(Csv.File());
        var path = Path.GetTempFileName();
        await System.IO.File.WriteAllBytesAsync(path, preview);

        Assert.That(SignedPdf.TryRead(preview, out _, out _), Is.False);
        Assert.That(Encoding.Latin1.GetString(preview), Does.Not.Contain("ETSI.CAdES").And.Not.Contain("/ByteRange"));
        Assert.That(Tool.Run("qpdf", "--check", path), Does.Contain("No syntax or stream encoding errors"));
        Assert.That(Tool.Run("pdfsig", path), Does.Contain("is not signed").And.Not.Contain("Signature Validation"));
        System.IO.File.Delete(path);
    }

    [Test]
    public async Task Preview_LeavesNothing()
    {
        var before = await CountsAsync();
        await PreviewAsync(Csv.File(issued: 2));

        Assert.That(await CountsAsync(), Is.EqualTo(before));

        static async Task<(long, long, long)> CountsAsync() => (
            await Api.CountAsync("SELECT COUNT(*) FROM Batch WHERE InstitutionId = 396"), await Api.CountAsync("SELECT COUNT(*) FROM Certificate WHERE InstitutionId = 396"),
            await Api.CountAsync("SELECT COUNT(*) FROM NumberSeries WHERE InstitutionId = 396"));
    }

    [Test]
    public async Task Preview_OfAWorkbookWithPhoto_ShowsIt()
    {
        var row = Csv.Row().Split(',');
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(TestBook.Of(Csv.Header.Split(','), row)), "file", "a.xlsx" },
            { new ByteArrayContent(Zips.Of($"{row[3]}.jpg")), "photos", "p.zip" },
        };
        using var client = Api.Client($"{Institution}-operator");
        using var answer = await client.PostAsync("/v1/batches/preview", form);
        var pdf = await answer.Content.ReadAsByteArrayAsync();

        Assert.That((int)answer.StatusCode, Is.EqualTo(200), Encoding.UTF8.GetString(pdf));
        Assert.That(Encoding.Latin1.GetString(pdf), Does.Contain("/Photo"));
    }

    [Test]
    public async Task Preview_ByWhoSendsNothing_IsRefused()
    {
        using var client = Api.Client("authority");

        Assert.That((int)(await client.PostAsync("/v1/batches/preview", Csv.Content(Csv.File()))).StatusCode, Is.EqualTo(403));
    }

    private static string Text(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        System.IO.File.WriteAllBytes(path, pdf);
        var text = Tool.Run("pdftotext", "-layout", path, "-");
        System.IO.File.Delete(path);
        return text;
    }

    private static async Task<byte[]> PreviewAsync(string csv, string query = "")
    {
        using var client = Api.Client($"{Institution}-operator");
        using var answer = await client.PostAsync($"/v1/batches/preview{query}", Csv.Content(csv));
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
