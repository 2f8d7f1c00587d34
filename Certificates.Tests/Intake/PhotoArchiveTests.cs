using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Certificates.Core;
using Certificates.Core.Files;
using Certificates.Core.Intake;

namespace Certificates.Tests.Intake;

internal sealed class PhotoArchiveTests
{
    [TestCase("a.jpg", "a.jpg")]
    [TestCase("photos/2026/A.JPG", "a.jpg")]
    [TestCase("a.jpg", "A")]
    [TestCase("a.jpeg", "a")]
    [TestCase("a.jpeg", "a.jpg")]
    [TestCase("../../etc/a.jpg", "a.jpg")]
    [TestCase("C:\\photos\\a.jpg", "a.jpg")]
    [TestCase("余敏静.jpg", "余敏静.jpg")]
    [TestCase("余敏静.jpg", "余敏静")]
    [TestCase("1班/001.jpg", "1班/001.jpg")]
    [TestCase("1班/001.jpg", "1班\\001")]
    [TestCase("照片/1班/001.jpg", "1班/001.jpg")]
    [TestCase("1班/001.jpg", "./1班/001.jpg")]
    [TestCase("Ö.jpg", "O\u0308.JPG")]
    public void Named_FileOfTheZip_IsFound(string entry, string asked) =>
        Assert.That(Named(Zips.Of(entry, "other.jpg"), asked), Is.EqualTo(new[] { 0 }));

    [TestCase("a.jpg", "照片/a.jpg")]
    [TestCase("2班/001.jpg", "1班/001.jpg")]
    [TestCase("11班/001.jpg", "1班/001.jpg")]
    [TestCase("folder/", "folder")]
    [TestCase("__MACOSX/._a.jpg", "._a.jpg")]
    [TestCase("Thumbs.db", "Thumbs.db")]
    public void Named_AnotherFile_IsNotFound(string entry, string asked) =>
        Assert.That(Named(Zips.Of(entry, "other.jpg"), asked), Is.Empty);

    [Test]
    public void Named_FolderGiven_TellsTwoOfOneNameApart()
    {
        var zip = Zips.Of("1班/001.jpg", "2班/001.jpg");
        Assert.Multiple(() =>
        {
            Assert.That(Named(zip, "1班/001.jpg"), Is.EqualTo(new[] { 0 }));
            Assert.That(Named(zip, "2班/001"), Is.EqualTo(new[] { 1 }));
            Assert.That(Named(zip, "001.jpg"), Is.EqualTo(new[] { 0, 1 }), "a bare name picks none");
            Assert.That(Named(Zips.Of("a/1班/001.jpg", "1班/001.jpg"), "1班/001.jpg"), Is.EqualTo(new[] { 1 }), "the whole path says more");
        });
    }

    [TestCase("99112619731227749X.jpg", "99112619731227749x", "1")]
    [TestCase("照片/９９112619731227749X.JPG", "99112619731227749X", "1")]
    [TestCase("991126 19731227 749X.jpg", "99112619731227749X", "1")]
    [TestCase("s20250019.jpg", "1", "Ｓ20250019")]
    public void Numbered_FileCalledByANumber_IsFound(string entry, string idNumber, string candidate) =>
        Assert.That(Open(Zips.Of(entry, "other.jpg"), photos => photos.Numbered(idNumber, candidate).Select(file => file.Index).ToArray()), Is.EqualTo(new[] { 0 }));

    [TestCase("1-23.jpg", "123")]
    [TestCase("-.jpg", "")]
    [TestCase("S20250019", "S2025001")]
    public void Numbered_FileCalledByAnother_IsNotFound(string entry, string candidate) =>
        Assert.That(Open(Zips.Of(entry), photos => photos.Numbered("", candidate)), Is.Empty);

    [TestCase("余敏静")]
    [TestCase("赵昞")]
    [TestCase("頫琝誠運")]
    public void Names_InGbk_AreDecodedBeforeTheyAreCut(string name)
    {
        var zip = Zips.Of(Zips.Gbk, ($"照片/{name}.jpg", Zips.Photo));
        Assert.That(Named(zip, $"照片/{name}.jpg"), Is.EqualTo(new[] { 0 }));
        Assert.That(Names(zip), Is.EqualTo(new[] { $"照片/{name}.jpg" }));
    }

    [Test]
    public void Names_InUtf8WithoutTheFlag_AreFound()
    {
        var zip = Zips.WithoutUtf8Flag(Zips.Of("余敏静.jpg", "𬭎.jpg"));
        Assert.That(Named(zip, "余敏静.jpg").Concat(Named(zip, "𬭎")), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(Names(zip), Is.EqualTo(new[] { "余敏静.jpg", "𬭎.jpg" }));
    }

    [Test]
    public void Names_InGbkThatAreUtf8ByChance_AreFoundAsBoth()
    {
        // C2 BD C3 F4: 陆敏 in GBK, ½ô in UTF-8
        var zip = Zips.Of(Zips.Gbk, ("陆敏.jpg", Zips.Photo));
        Assert.That(Named(zip, "陆敏"), Is.EqualTo(new[] { 0 }));
        Assert.That(Names(zip), Is.EqualTo(new[] { "陆敏.jpg" }));
    }

    [Test]
    public void Names_WithTheFlag_AreNotReadAsGbk()
    {
        var zip = Zips.Of(Encoding.UTF8, ("½ô.jpg", Zips.Photo));
        Assert.That(Named(zip, "陆敏").Concat(Named(zip, "½ô")), Is.EqualTo(new[] { 0 }));
    }

    [Test]
    public void Names_WithUnicodeBesideTheCodePage_AreTheUnicodeOnes()
    {
        // APPNOTE 4.6.9: what GBK cannot write stands in a field of its own, with the CRC of the other name
        byte[] name = "_.jpg"u8.ToArray();
        byte[] unicode = Encoding.UTF8.GetBytes("𬭎.jpg");
        byte[] field = [0x75, 0x70, (byte)(unicode.Length + 5), 0, 1, 0, 0, 0, 0, .. unicode];
        BinaryPrimitives.WriteUInt32LittleEndian(field.AsSpan(5), Crc32.HashToUInt32(name));
        var zip = WithExtra(Zips.Of("_.jpg"), field);
        Assert.That(Named(zip, "𬭎"), Is.EqualTo(new[] { 0 }));

        field[5] ^= 1;
        Assert.That(Named(WithExtra(Zips.Of("_.jpg"), field), "𬭎"), Is.Empty, "the field is of another name");
    }

    [Test]
    public void Read_PhotoThatCannotBeUsed_SaysSo()
    {
        var zip = Zips.Of(
            Encoding.UTF8, ("text.jpg", "not a picture"u8.ToArray()), ("large.jpg", [.. Zips.Photo[..^2], .. new byte[Photo.MaxLength], 0xFF, 0xD9]),
            ("good.jpg", Zips.Photo));
        var codes = Open(zip, photos => photos.Files.Select(file => photos.Read(file).Refusals?.First.Code.Code).ToArray());
        Assert.That(codes, Is.EqualTo(new[] { "photo_invalid", "photo_invalid", null }));
    }

    [Test]
    public void Read_PhotoAfterPhoto_TakesMemoryForWhatTheyAre()
    {
        const int Count = 200;
        var zip = Zips.Of([.. Enumerable.Range(0, Count).Select(i => $"{i}.jpg")]);
        var allocated = Open(zip, photos =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(photos.Files.Select(file => photos.Read(file).TryGet(out _, out _)), Is.All.True);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.That(allocated / Count, Is.LessThan(Photo.MaxLength / 2), $"bytes a photo of {Zips.Photo.Length}");
    }

    [TestCase("Rar!\u001A\u0007\u0001\u0000", "RAR", "RAR")]
    [TestCase("7z\u00BC\u00AF\u0027\u001C\u0000", "7z", "7z")]
    [TestCase("\u001F\u008B\u0008", "gzip", "gzip")]
    [TestCase("\u00FF\u00D8\u00FF\u00E0", "a single picture", "单张图片")]
    [TestCase("PK\u0007\u0008PK\u0003\u0004", "one part of a split ZIP", "分卷")]
    [TestCase("PK\u0003\u0004 and no end", "cut off", "不完整")]
    [TestCase("no zip", "not a ZIP", "不是 ZIP 文件")]
    [TestCase("", "not a ZIP", "不是 ZIP 文件")]
    public void Open_AnotherSortOfFile_IsToldAsWhatItIs(string bytes, string english, string chinese) =>
        AssertRefused(Encoding.Latin1.GetBytes(bytes), english, chinese);

    [Test]
    public void Open_ZipThatCannotBeRead_IsToldAsWhatItIs()
    {
        var zip = Zips.Of("a.jpg", "b.jpg");
        AssertRefused(Zips.Split(zip), "one part of a split ZIP", "分卷");
        AssertRefused(Zips.Encrypted(zip), "with a password", "设有密码");
        AssertRefused(Zips.Packed(zip, 99), "with a password", "设有密码");
        AssertRefused(Zips.Packed(zip, 14), "LZMA", "LZMA");
        AssertRefused(Zips.Packed(zip, 93), "Zstandard", "Zstandard");
        AssertRefused(Zips.Packed(zip, 6), "number 6", "编号 6");
        AssertRefused(zip[..^30], "cut off", "不完整");
        AssertRefused([.. new byte[257], .. "ustar"u8, .. new byte[300]], "tar archive", "tar");
    }

    private static void AssertRefused(byte[] bytes, string english, string chinese)
    {
        using var file = new MemoryStream(bytes);
        var refusal = PhotoArchive.Open(file).Refusals!.First;
        Assert.That(refusal.Code, Is.EqualTo(RefusalCode.PhotosUnreadable));
        Assert.That(refusal.In("en"), Does.Contain(english).And.Contain("zip the JPEG files again"));
        Assert.That(refusal.In("zh"), Does.Contain(chinese).And.Contain("重新打包"));
    }

    private static T Open<T>(byte[] zip, Func<PhotoArchive, T> read)
    {
        using var file = new MemoryStream(zip);
        Assert.That(PhotoArchive.Open(file).TryGet(out var photos, out var refusals), Is.True, refusals?.First.Message);
        using (photos)
        {
            return read(photos!);
        }
    }

    private static int[] Named(byte[] zip, string asked) => Open(zip, photos => photos.Named(asked).Select(file => file.Index).ToArray());

    private static string[] Names(byte[] zip) => Open(zip, photos => photos.Files.Select(file => file.Name).ToArray());

    /// <summary>The ZIP with a field after the name of its only entry in the list (length at offset 30, name from 46).</summary>
    private static byte[] WithExtra(byte[] zip, byte[] field)
    {
        var list = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        var end = zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        byte[] changed = [.. zip[..end], .. field, .. zip[end..]];
        changed[list + 30] = (byte)field.Length;
        var size = changed.AsSpan(end + field.Length + 12);
        BinaryPrimitives.WriteInt32LittleEndian(size, BinaryPrimitives.ReadInt32LittleEndian(size) + field.Length);
        return changed;
    }
}
