using System.IO.Compression;
using System.Text;
using Certificates.Core.Files;
using Certificates.Core.Intake;

namespace Certificates.Tests.Intake;

internal sealed class PhotoArchiveTests
{
    /// <summary>The smallest file the JPEG reader takes: a grey frame of 358×441 and one scan.</summary>
    private static readonly byte[] Jpeg =
        [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 1, 0xB9, 1, 0x66, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 3, 1, 0x12, 0xFF, 0xD9];

    [TestCase("a.jpg", "a.jpg")]
    [TestCase("photos/2026/A.JPG", "a.jpg")]
    [TestCase("../../etc/a.jpg", "a.jpg")]
    [TestCase("C:\\photos\\a.jpg", "a.jpg")]
    [TestCase("a.jpg", "照片/a.jpg")]
    [TestCase("余敏静.jpg", "余敏静.jpg")]
    public void Read_FileNameInAnyFolder_IsFound(string entry, string asked)
    {
        using var file = Zip(Encoding.UTF8, (entry, Jpeg));
        Assert.That(Code(file, asked), Is.Null);
    }

    [Test]
    public void Read_NameZippedByWindowsInGbk_IsFound()
    {
        using var file = Zip(CodePagesEncodingProvider.Instance.GetEncoding("gbk")!, ("照片/余敏静.jpg", Jpeg));
        Assert.That(Code(file, "余敏静.jpg"), Is.Null);
    }

    [Test]
    public void Read_NameInUtf8WithoutTheFlag_IsFound()
    {
        using var file = Zip(Encoding.UTF8, ("余敏静.jpg", Jpeg));
        ClearUtf8Flags(file);
        Assert.That(Code(file, "余敏静.jpg"), Is.Null);
    }

    [Test]
    public void Read_PhotoThatCannotBeUsed_SaysWhich()
    {
        using var file = Zip(
            Encoding.UTF8,
            ("doubled.jpg", Jpeg),
            ("b/DOUBLED.jpg", Jpeg),
            ("text.jpg", "not a picture"u8.ToArray()),
            ("large.jpg", [.. Jpeg[..^2], .. new byte[Photo.MaxLength], 0xFF, 0xD9]),
            ("folder/", []));
        Assert.Multiple(() =>
        {
            Assert.That(Code(file, "none.jpg"), Is.EqualTo("photo_missing"));
            Assert.That(Code(file, "folder"), Is.EqualTo("photo_missing"));
            Assert.That(Code(file, "doubled.jpg"), Is.EqualTo("photo_invalid"));
            Assert.That(Code(file, "text.jpg"), Is.EqualTo("photo_invalid"));
            Assert.That(Code(file, "large.jpg"), Is.EqualTo("photo_invalid"));
        });
    }

    [Test]
    public void Open_NoZip_IsUnreadable()
    {
        using var whole = Zip(Encoding.UTF8, ("a.jpg", Jpeg));
        foreach (var bytes in new[] { [], "no zip"u8.ToArray(), whole.ToArray()[..30] })
        {
            using var file = new MemoryStream(bytes);
            Assert.That(PhotoArchive.Open(file).Refusals?.First.Code.Code, Is.EqualTo("photos_unreadable"));
        }
    }

    [Test]
    public void Judge_RowThatNamesAPhoto_CarriesIt()
    {
        using var file = Zip(Encoding.UTF8, ("t1.jpg", Jpeg));
        Assert.That(PhotoArchive.Open(file).TryGet(out var photos, out _), Is.True);
        using (photos)
        {
            var judge = Results.Judge(photos: photos);
            Assert.That(judge.Judge(Results.Row((ResultsColumn.Photo, " T1.jpg "))).Result?.Photo?.Jpeg.ToArray(), Is.EqualTo(Jpeg));
            Assert.That(judge.Judge(Results.Row((ResultsColumn.Photo, "t2.jpg"))).Reasons.Single().Code.Code, Is.EqualTo("photo_missing"));
        }
    }

    private static string? Code(MemoryStream file, string name)
    {
        Assert.That(PhotoArchive.Open(file).TryGet(out var photos, out _), Is.True);
        using (photos)
        {
            return photos!.Read(name).Refusals?.First.Code.Code;
        }
    }

    private static MemoryStream Zip(Encoding names, params (string Name, byte[] Bytes)[] entries)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true, names))
        {
            foreach (var (name, bytes) in entries)
            {
                using var written = zip.CreateEntry(name).Open();
                written.Write(bytes);
            }
        }

        return file;
    }

    /// <summary>Bit 11 of the general purpose flags, in local headers (offset 6) and the central directory (offset 8).</summary>
    private static void ClearUtf8Flags(MemoryStream file)
    {
        var bytes = file.GetBuffer().AsSpan(0, (int)file.Length);
        foreach (var (signature, offset) in new[] { ("PK\u0003\u0004", 7), ("PK\u0001\u0002", 9) })
        {
            bytes[bytes.IndexOf(Encoding.ASCII.GetBytes(signature)) + offset] &= 0xF7;
        }
    }
}
