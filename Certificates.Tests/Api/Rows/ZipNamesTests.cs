using System.IO.Compression;
using Certificates.Core.Batches;

namespace Certificates.Tests.Api.Rows;

/// <summary>What the files of an archive are called when they are called by their people.</summary>
internal sealed class ZipNamesTests
{
    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Zip_NamedByCandidates_SaysWhoseIsWhoseInUtf8()
    {
        var (first, second) = (Csv.Row(name: "王芳", candidate: "京/2026 001"), Csv.Row(name: "Anne-Marie O'Neill", candidate: "../../etc"));
        var id = (await Api.IssueAsync($"{Csv.Header}\n{first}\n{second.Replace("居民身份证", "居民身份证", StringComparison.Ordinal)}"))["id"];
        using var client = Api.Client("operator");
        var bytes = await client.GetByteArrayAsync($"/v1/batches/{id}/certificates.zip?names=candidate");
        using var archive = new ZipArchive(new MemoryStream(bytes));

        Assert.That(archive.Entries.Select(entry => entry.FullName), Is.EqualTo(new[] { "京2026001_王芳.pdf", "ETC_Anne-Marie O'Neill.pdf" }));
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            await using (var stream = await entry.OpenAsync())
            {
                await stream.CopyToAsync(content);
            }

            Assert.That(content.ToArray().AsSpan(0, 5).ToArray(), Is.EqualTo("%PDF-"u8.ToArray()));
        }

        var path = Path.GetTempFileName();
        await System.IO.File.WriteAllBytesAsync(path, bytes);
        Assert.That(Tool.Run("unzip", "-Z1", path), Does.Contain("王芳"));
        System.IO.File.Delete(path);
    }

    [Test]
    public async Task Zip_NamedOtherwise_IsRefused()
    {
        var id = (await Api.IssueAsync(Csv.File()))["id"];
        using var client = Api.Client("operator");

        await Problem.AssertAsync(await client.GetAsync($"/v1/batches/{id}/certificates.zip?names=person"), 400, "request_malformed");
    }

    [TestCase("K1", "王芳", "K1_王芳.pdf")]
    [TestCase("k-1/2", "阿依古丽·买买提", "k-12_阿依古丽·买买提.pdf")]
    [TestCase("..\\..\\a", "<b>:\"|?*", "a_b.pdf")]
    [TestCase("...", "王芳", "王芳_N1.pdf")]
    [TestCase("", "", "N1.pdf")]
    [TestCase("a\u202Efdp", "b\u0000c\nd", "afdp_bcd.pdf")]
    [TestCase("1", " . 王 芳 - ", "1_王 芳.pdf")]
    public void Name_OfWhatWasSent_IsSafe(string candidate, string holder, string name) =>
        Assert.That(new GivenNames().Of(candidate, holder, "N1"), Is.EqualTo(name));

    [Test]
    public void Name_GivenBefore_HasTheNumberBehindIt()
    {
        var names = new GivenNames();

        Assert.That(new[] { names.Of("A1", "王芳", "N1"), names.Of("a/1", "王芳", "N2"), names.Of("A1", "王方", "N3") },
            Is.EqualTo(new[] { "A1_王芳.pdf", "a1_王芳_N2.pdf", "A1_王方.pdf" }));
    }

    [Test]
    public void Name_HoweverLong_FitsAFileSystem()
    {
        var name = new GivenNames().Of(new string('京', 64), string.Concat(Enumerable.Repeat("𠀀", 50)), "Z000111020326300000164");

        Assert.That(System.Text.Encoding.UTF8.GetByteCount(name), Is.LessThanOrEqualTo(255));
        Assert.That(name, Is.EqualTo(name.Normalize()), "no half of a character is left");
    }
}
