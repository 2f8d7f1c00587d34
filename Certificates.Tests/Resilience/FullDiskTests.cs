using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Certificates.Core.Privacy;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Verify;

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

        File.Delete(stone);
        var ended = await client.GetStringAsync($"{taken.Headers.Location}/events");
        Assert.That(ended, Does.Contain("event: done"));
        Assert.That(ended[ended.LastIndexOf("data:", StringComparison.Ordinal)..], Does.Contain("\"issued\":100"));
        using var again = await client.PostAsync("/v1/batches", Csv.Content(Csv.File(issued: 10)));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
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
