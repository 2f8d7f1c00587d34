using Certificates.Core.Files;

namespace Certificates.Tests.Files;

internal sealed class SpoolTests
{
    [Test]
    public async Task Spool_WhileItIsRead_HasNoName()
    {
        var folder = Directory.CreateTempSubdirectory("certificates-spool-").FullName;
        using var upload = new MemoryStream(new byte[200_000]);
        Assert.That((await SpoolStream.FillAsync(upload, folder, 1 << 20, CancellationToken.None)).TryGet(out var spool, out _), Is.True);
        await using (spool)
        {
            Assert.That(Directory.GetFiles(folder), Is.Empty);
            using var read = new MemoryStream();
            await spool!.CopyToAsync(read);
            Assert.That(read.ToArray(), Is.EqualTo(new byte[200_000]));
        }

        Directory.Delete(folder);
    }

    [Test]
    public void Sweep_OfWhatKilledProcessesLeft_DeletesIt()
    {
        var folder = Directory.CreateTempSubdirectory("certificates-spool-").FullName;
        File.WriteAllBytes(Path.Combine(folder, "left.tmp"), new byte[10]);
        new SpoolFolder(folder).Sweep();
        Assert.That(Directory.GetFiles(folder), Is.Empty);
        new SpoolFolder(Path.Combine(folder, "none")).Sweep();
        Directory.Delete(folder);
    }
}
