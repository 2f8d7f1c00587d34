using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Verify;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Resilience;

/// <summary>The issuing service on a disk of its own, of sixty megabytes, that somebody fills.</summary>
[TestFixture]
[Category(Categories.Faults)]
[Category(Categories.Process)]
internal sealed class FullDiskTests
{
    private string _disk = null!;

    [SetUp]
    public void Mount()
    {
        _disk = Directory.CreateTempSubdirectory("certificates-disk-").FullName;
        using var mount = Tool.Start("mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", _disk);
        mount.WaitForExit();
        Tool.Require(mount.ExitCode == 0, "A disk of the test's own (mount, as root)");
    }

    [TearDown]
    public void Unmount()
    {
        Tool.Run("umount", "--lazy", _disk);
        Directory.Delete(_disk);
    }

    [Test]
    public async Task Disk_Full_IsTold_AndWhatWasTakenIsIssuedOnceThereIsRoom()
    {
        await using var issuing = await TestIssuing.OpenAsync(TimeProvider.System.GetUtcNow(), embedded: true);
        var secret = await issuing.SecretAsync();
        CopyFolder(issuing.Folder, _disk);
        var stone = Path.Combine(_disk, "stone");
        using var service = ApiProcess.Serve(_disk);
        using var client = new HttpClient { BaseAddress = await service.AddressAsync() };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);

        using var taken = await client.PostAsync("/v1/batches", Csv.Content(Csv.File(issued: 100)));
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await taken.Content.ReadAsStringAsync());
        Fill(stone);
        using (var refused = await client.PostAsync("/v1/batches", Csv.Content(Csv.File(issued: 5_000))))
        {
            await Problem.AssertAsync(refused, 503, "disk_full");
        }

        using (var health = await client.GetAsync("/health/ready"))
        {
            Assert.That(health.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(await health.Content.ReadAsStringAsync(), Does.Contain($"The disk of {_disk}"));
        }

        using (var read = await client.GetAsync(taken.Headers.Location))
        {
            Assert.That(read.StatusCode, Is.EqualTo(HttpStatusCode.OK), "what needs no room goes on");
        }

        using (var form = new MultipartFormDataContent { { Csv.Content(Csv.File()), "file", "a.csv" }, { new ByteArrayContent(new byte[5_000_000]), "photos", "photos.zip" } })
        {
            using var refused = await client.PostAsync("/v1/batches", form);
            await Problem.AssertAsync(refused, 503, "disk_full");
        }

        File.Delete(stone);
        var ended = await client.GetStringAsync($"{taken.Headers.Location}/events");
        Assert.That(ended, Does.Contain("event: done"));
        Assert.That(ended[ended.LastIndexOf("data:", StringComparison.Ordinal)..], Does.Contain("\"issued\":100"));
        using var again = await client.PostAsync("/v1/batches", Csv.Content(Csv.File(issued: 10)));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
    }

    /// <summary>A suspension and a correction are made whole or not at all, and can be made once there is room.</summary>
    [Test]
    public async Task Disk_Full_AChangeOfACertificateIsRefused_AndNothingOfItStands()
    {
        await using var issuing = await TestIssuing.OpenAsync(TimeProvider.System.GetUtcNow(), embedded: true);
        var secret = await issuing.SecretAsync(ApiKeyRole.Authority);
        Assert.That((await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 1)))).TryGet(out var taken, out _), Is.True);
        await issuing.IssueAsync(taken!.Batch.Id);
        var number = await issuing.Get<Database>().FindAsync<string>("SELECT Number FROM Certificate", null, CancellationToken.None);
        SqliteConnection.ClearAllPools();
        CopyFolder(issuing.Folder, _disk);
        using var service = ApiProcess.Serve(_disk);
        using var client = new HttpClient { BaseAddress = await service.AddressAsync() };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        var stone = Path.Combine(_disk, "stone");
        var before = await client.GetStringAsync(new Uri($"/v1/certificates/{number}", UriKind.Relative));

        Fill(stone);
        foreach (var (change, body) in Changes)
        {
            using var refused = await client.PostAsJsonAsync(new Uri($"/v1/certificates/{number}/{change}", UriKind.Relative), body);
            await Problem.AssertAsync(refused, 503, "disk_full");
        }

        Assert.That(await client.GetStringAsync(new Uri($"/v1/certificates/{number}", UriKind.Relative)), Is.EqualTo(before));
        File.Delete(stone);
        Assert.That(await client.GetStringAsync(new Uri($"/v1/certificates/{number}", UriKind.Relative)), Is.EqualTo(before));
        foreach (var (change, body) in Changes)
        {
            using var made = await client.PostAsJsonAsync(new Uri($"/v1/certificates/{number}/{change}", UriKind.Relative), body);
            Assert.That((int)made.StatusCode, Is.EqualTo(200), $"{change}: {await made.Content.ReadAsStringAsync()}");
        }

        var after = (await client.GetFromJsonAsync<JsonNode>(new Uri($"/v1/certificates/{number}", UriKind.Relative)))!;
        Assert.That(
            ((string)after["status"]!, (int)after["currentVersion"]!, after["versions"]!.AsArray().Count), Is.EqualTo(("suspended", 2, 2)));
        Assert.That(
            after["events"]!.AsArray().Select(happened => (string)happened!["kind"]!),
            Is.EqualTo(new[] { "issued", "corrected", "issued", "suspended" }), "each change once");
    }

    private static (string Change, object Body)[] Changes =>
    [
        ("correction", new { name = "余敏婧", category = "issued_in_error", reason = "户口簿登记为婧" }),
        ("suspension", new { category = "complaint", reason = "来信编号 12" }),
    ];

    /// <summary>The journal lies on a disk of its own, as it should: nothing is in force that it does not know.</summary>
    [Test]
    public async Task Disk_OfTheJournalFull_IsTold_AndIssuingGoesOnOnceThereIsRoom()
    {
        await using var issuing = await TestIssuing.OpenAsync(TimeProvider.System.GetUtcNow(), embedded: true);
        var secret = await issuing.SecretAsync();
        var (folder, journal) = (Directory.CreateTempSubdirectory("certificates-full-").FullName, Path.Combine(_disk, "journal"));
        CopyFolder(issuing.Folder, folder);
        if (Directory.Exists(Path.Combine(folder, "recovery")))
        {
            PrivateFiles.CreateFolder(journal);
            CopyFolder(Path.Combine(folder, "recovery"), journal);
        }

        using var service = ApiProcess.Serve(folder, $"--Recovery:Path={journal}");
        using var client = new HttpClient { BaseAddress = await service.AddressAsync() };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        var stone = Path.Combine(_disk, "stone");
        Fill(stone);
        using var taken = await client.PostAsync("/v1/batches", Csv.Content(Csv.File(issued: 50)));
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await taken.Content.ReadAsStringAsync());
        using (var health = await client.GetAsync("/health/ready"))
        {
            Assert.That(health.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(await health.Content.ReadAsStringAsync(), Does.Contain($"The disk of {journal}"));
        }

        File.Delete(stone);
        var ended = await client.GetStringAsync($"{taken.Headers.Location}/events");
        Assert.That(ended[ended.LastIndexOf("data:", StringComparison.Ordinal)..], Does.Contain("\"issued\":50"));
    }

    [Test]
    public async Task Disk_FullBelowTheVerificationSite_AnswersWrongNamesAndIsTold()
    {
        await using var issuing = await TestIssuing.OpenAsync(TimeProvider.System.GetUtcNow(), embedded: true);
        CopyFolder(issuing.Folder, _disk);
        await using var site = await TestSite.StartForAsync(_disk);
        using var client = site.Client();
        Fill(Path.Combine(_disk, "stone"));

        var told = new List<HttpStatusCode>();
        for (var i = 0; i < 21; i++)
        {
            using var answer = await client.PostAsJsonAsync(
                new Uri("/v1/verifications", UriKind.Relative), new { number = "Z00011101042610000123J", name = $"王{(char)('一' + i)}" });
            told.Add(answer.StatusCode);
        }

        using var list = new StringContent("{\"items\":[" + string.Concat(Enumerable.Repeat("{\"number\":\"Z00011101042610000123J\"},", 5_000)) + "{}]}", Encoding.UTF8, "application/json");
        using var unspooled = await client.PostAsync(new Uri("/v1/verifications/bulk", UriKind.Relative), list);
        await Problem.AssertAsync(unspooled, 503, "disk_full");
        using var health = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.That(told, Is.EqualTo(Enumerable.Repeat(HttpStatusCode.OK, 20).Append(HttpStatusCode.TooManyRequests)));
        Assert.That(health.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await health.Content.ReadAsStringAsync(), Does.Contain($"The disk of {_disk}").And.Contain("desk: The desk could not be written"));
    }

    /// <summary>A file that takes all the room there is.</summary>
    private static void Fill(string path)
    {
        using var stone = new FileStream(path, FileMode.CreateNew);
        var block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                stone.Write(block);
                stone.Flush();
            }
        }
        catch (IOException)
        {
            // full
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            PrivateFiles.CreateFolder(folder.Replace(from, to, StringComparison.Ordinal));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
        }
    }
}
