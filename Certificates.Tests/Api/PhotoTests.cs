using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Data;
using Certificates.Tests.Files;
using Certificates.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api;

/// <summary>A ZIP of photos beside a results file: judged, told of, and on the certificates.</summary>
internal sealed class PhotoTests
{
    private const string Institution = "0391";
    private const string Sender = $"{Institution}-operator";

    private static RunningApi Api => SharedApi.Running;

    [OneTimeSetUp]
    public Task AddInstitutionAsync() => Api.AddInstitutionAsync(Institution);

    [Test]
    public async Task PhotosByNumber_WithoutTheColumn_AreUsedAndTold()
    {
        var (byId, byCandidate, none) = (Csv.Row(), Csv.Row(candidate: "PH-2"), Csv.Row());
        var file = string.Join('\n', Csv.Header, byId, byCandidate, none);
        var zip = Zips.Of($"{IdNumberOf(byId)}.jpg", "照片/ph-2.JPG", "王芳.jpg");
        var dryRun = await SendAsync(file, zip, "?dryRun=true", 200);
        var batch = await SendAsync(file, zip, "", 202);

        foreach (var answer in (JsonNode[])[dryRun, batch])
        {
            var photos = answer["photos"]!;
            Assert.That(((int)photos["sent"]!, (int)photos["used"]!, (int)photos["unused"]!, (int)photos["withoutPhoto"]!), Is.EqualTo((3, 2, 1, 1)));
            Assert.That((string?)photos["unusedNames"]![0], Is.EqualTo("王芳.jpg"));
            Assert.That((int)photos["rowsWithout"]![0]!, Is.EqualTo(3));
        }

        var stored = await GetAsync($"/v1/batches/{batch["id"]}");
        Assert.That((int)stored["photos"]!["used"]!, Is.EqualTo(2));
        Assert.That(stored["photos"]!["unusedNames"], Is.Null, "names are told once");
        var kept = await Api.Services.GetRequiredService<Database>().QueryAsync<string>(
            "SELECT Photos FROM Batch WHERE Photos IS NOT NULL", null, CancellationToken.None);
        Assert.That(kept, Is.Not.Empty.And.None.Contains("王芳"));
    }

    [Test]
    public async Task OnePhoto_OfTwoHolders_RejectsBothAndIsNotKept()
    {
        var before = await CountPhotosAsync();
        var file = string.Join('\n', $"{Csv.Header},照片", $"{Csv.Row()},a.jpg", $"{Csv.Row()},A", $"{Csv.Row()},b.jpg");
        var batch = await SendAsync(file, Zips.Of("a.jpg", "b.jpg"), "", 202);
        var rejected = (await GetAsync($"/v1/batches/{batch["id"]}/rows?outcome=rejected"))["items"]!.AsArray();

        Assert.That(rejected.Select(row => ((int)row!["row"]!, (string?)row["reasons"]![0]!["code"])), Is.EqualTo(new[] { (1, "photo_invalid"), (2, "photo_invalid") }));
        Assert.That(((int)batch["photos"]!["used"]!, (int)batch["photos"]!["unused"]!), Is.EqualTo((1, 1)));
        Assert.That(await CountPhotosAsync() - before, Is.EqualTo(1));
    }

    [Test]
    public async Task Photos_OfAnotherShape_AreRefusedWithWhatIsWanted()
    {
        var file = string.Join('\n', $"{Csv.Header},照片", $"{Csv.Row()},side.jpg", $"{Csv.Row()},wide.jpg", $"{Csv.Row()},strip.jpg");
        var zip = Zips.Of(
            System.Text.Encoding.UTF8, ("side.jpg", BlockJpeg.Of(BlockJpeg.Letter(), 6)), ("wide.jpg", BlockJpeg.Of(new byte[32, 40])),
            ("strip.jpg", BlockJpeg.Of(new byte[15, 50])));
        var dryRun = await SendAsync(file, zip, "?dryRun=true", 200);
        var faults = dryRun["items"]!.AsArray();

        Assert.That(faults.Select(row => (int)row!["row"]!), Is.EqualTo(new[] { 2, 3 }), "the first is upright by its EXIF");
        Assert.That(faults.Select(row => (string?)row!["reasons"]![0]!["message"]), Has.All.Contains("295×413 or 358×441"));
    }

    [Test]
    public async Task Photos_InAnotherArchive_AreToldAsWhatTheyAre()
    {
        using var client = Api.Client(Sender);
        using var form = Form(Csv.File(), [.. "Rar!\u001A\u0007"u8, 0, 0, 0, 0]);
        using var answer = await client.PostAsync("/v1/batches", form);

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("photos_unreadable").And.Contain("RAR"));
    }

    [Test]
    public async Task Photo_LyingOnItsSide_IsIssuedUprightAndKeptWithItsOrientation()
    {
        var file = $"{Csv.Header},照片\n{Csv.Row()},side";
        var zip = Zips.Of(System.Text.Encoding.UTF8, ("side.jpg", BlockJpeg.Of(BlockJpeg.Letter(), 6)));
        var batch = await SendAsync(file, zip, "", 202);
        JsonNode row;
        do
        {
            await Task.Delay(50);
            row = (await GetAsync($"/v1/batches/{batch["id"]}/rows"))["items"]![0]!;
        }
        while ((string?)row["outcome"] == "pending");

        using var client = Api.Client(Sender);
        var pdf = await client.GetByteArrayAsync(new Uri($"/v1/certificates/{row["certificateNumber"]}/pdf", UriKind.Relative));
        var taken = Core.Verifying.CertificatePhoto.Of(pdf);
        Assert.That(Core.Files.Photo.TryParse(taken!.Value, out var photo, out _), Is.True);
        Assert.That(((int)photo!.Orientation, photo.Width, photo.Height), Is.EqualTo((6, 192, 256)));
    }

    [Test]
    public async Task Photos_NotSent_AreNotTold()
    {
        using var client = Api.Client(Sender);
        using var answer = await client.PostAsync("/v1/batches?dryRun=true", Csv.Content(Csv.File()));

        Assert.That((await answer.Content.ReadFromJsonAsync<JsonNode>())!["photos"], Is.Null);
    }

    private static string IdNumberOf(string row) => row.Split(',')[3];

    private static Task<long> CountPhotosAsync() =>
        Api.Services.GetRequiredService<Database>().FindAsync<long>("SELECT COUNT(*) FROM Photo", null, CancellationToken.None);

    private static MultipartFormDataContent Form(string file, byte[] zip) => new()
    {
        { Csv.Content(file), "file", "results.csv" },
        { new ByteArrayContent(zip), "photos", "photos.zip" },
    };

    private static async Task<JsonNode> SendAsync(string file, byte[] zip, string query, int status)
    {
        using var client = Api.Client(Sender);
        using var form = Form(file, zip);
        using var answer = await client.PostAsync($"/v1/batches{query}", form);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static async Task<JsonNode> GetAsync(string address)
    {
        using var client = Api.Client(Sender);
        return (await client.GetFromJsonAsync<JsonNode>(address))!;
    }
}
