using Certificates.Core.Files;

namespace Certificates.Tests.Files;

internal sealed class PhotoTests
{
    [Test]
    public void TryParse_JpegWithMetadata_IsCleanedOfIt()
    {
        var file = Jpeg(segments: [App(0xE0, "JFIF\0"u8), App(0xE1, "Exif\0\0secret place"u8), App(0xEE, "Adobe\0d"u8), App(0xFE, "by me"u8)]);
        Assert.That(Photo.TryParse(file, out var photo, out _), Is.True);
        Assert.That((photo!.Width, photo.Height, photo.IsGrey), Is.EqualTo((358, 441, false)));
        Assert.That(photo.Jpeg.ToArray(), Is.EqualTo(Jpeg(segments: [App(0xE0, "JFIF\0"u8), App(0xEE, "Adobe\0d"u8)])));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void TryParse_Orientation_IsKeptAloneOfExif(bool isLittle)
    {
        var plain = Jpeg(width: 600);
        byte[] file = [.. plain[..2], .. BlockJpeg.Exif(6, isLittle), .. plain[2..]];
        Assert.That(Photo.TryParse(file, out var photo, out _), Is.True);
        Assert.That(((int)photo!.Orientation, photo.Width, photo.Height), Is.EqualTo((6, 441, 600)));
        Assert.That(photo.Jpeg.ToArray(), Is.EqualTo(plain), "the pixels stay");
        Assert.That(System.Text.Encoding.Latin1.GetString(photo.File.Span), Does.Contain("Exif").And.Not.Contain("GPS").And.Not.Contain("CAM"));
        Assert.That(Photo.TryParse(photo.File, out var again, out _), Is.True);
        Assert.That(again!.Orientation, Is.EqualTo(photo.Orientation));
        Assert.That(again.File.ToArray(), Is.EqualTo(photo.File.ToArray()));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(9)]
    [TestCase(300)]
    public void TryParse_OrientationThatTurnsNothing_LeavesNoExif(int orientation)
    {
        var plain = Jpeg();
        byte[] file = [.. plain[..2], .. BlockJpeg.Exif(orientation), .. plain[2..]];
        Assert.That(Photo.TryParse(file, out var photo, out _), Is.True);
        Assert.That((int)photo!.Orientation, Is.EqualTo(1));
        Assert.That(photo.File.ToArray(), Is.EqualTo(plain));
    }

    [Test]
    public void TryParse_ExifCutOffAnywhere_IsRead()
    {
        var (plain, exif) = (Jpeg(), BlockJpeg.Exif(3));
        for (var length = 4; length < exif.Length; length++)
        {
            byte[] segment = [0xFF, 0xE1, 0, (byte)(length - 2), .. exif[4..length]];
            Assert.That(Photo.TryParse((byte[])[.. plain[..2], .. segment, .. plain[2..]], out _, out var refusal), Is.True, refusal?.Message);
        }
    }

    [TestCase(358, true)]
    [TestCase(315, true)]
    [TestCase(331, true)]
    [TestCase(300, true)]
    [TestCase(375, true)]
    [TestCase(299, false)]
    [TestCase(376, false)]
    [TestCase(441, false)]
    [TestCase(800, false)]
    public void TryParse_Shape_IsBetweenOneInchAndIdentityCard(int width, bool isTaken) =>
        Assert.That(Photo.TryParse(Jpeg(width: width), out _, out _), Is.EqualTo(isTaken));

    [Test]
    public void TryParse_PhotoOnItsSide_NamesWhatIsWantedInBothLanguages()
    {
        Assert.That(Photo.TryParse(Jpeg(width: 800), out _, out var refusal), Is.False);
        Assert.That(refusal!.In("en"), Does.Contain("800×441").And.Contain("not upright").And.Contain("295×413 or 358×441"));
        Assert.That(refusal.In("zh-CN"), Does.Contain("800×441").And.Contain("不是竖版").And.Contain("295×413 或 358×441"));
        Assert.That(Photo.TryParseKept(Jpeg(width: 800), out _, out _), Is.True, "one that was taken before stays");
    }

    [Test]
    public void TryParse_BytesAfterTheEnd_AreDropped()
    {
        var file = Jpeg();
        Assert.That(Photo.TryParse((byte[])[.. file, .. "<script>"u8], out var photo, out _), Is.True);
        Assert.That(photo!.Jpeg.ToArray(), Is.EqualTo(file));
    }

    [Test]
    public void TryParse_FillBytesBeforeAMarker_AreRead()
    {
        Assert.That(Photo.TryParse(Jpeg(segments: [[0xFF, 0xFF, 0xFF]]), out var photo, out _), Is.True);
        Assert.That(photo!.Jpeg.ToArray(), Is.EqualTo(Jpeg()));
    }

    [TestCase(0xC0, 3, false)]
    [TestCase(0xC1, 3, false)]
    [TestCase(0xC2, 3, false)]
    [TestCase(0xC0, 1, true)]
    public void TryParse_FrameAReaderKnows_IsTaken(int frame, int components, bool isGrey)
    {
        Assert.That(Photo.TryParse(Jpeg(frame, components), out var photo, out _), Is.True);
        Assert.That(photo!.IsGrey, Is.EqualTo(isGrey));
    }

    [TestCase(0xC0, 4, 8, 358, "CMYK")]
    [TestCase(0xC0, 2, 8, 358, "neither colour nor grey")]
    [TestCase(0xC3, 3, 8, 358, "neither a baseline nor a progressive")]
    [TestCase(0xC9, 3, 8, 358, "neither a baseline nor a progressive")]
    [TestCase(0xC1, 3, 12, 358, "8 bits")]
    [TestCase(0xC0, 3, 8, 99, "100–4000")]
    [TestCase(0xC0, 3, 8, 4001, "100–4000")]
    public void TryParse_PictureNotFitForPrint_SaysWhy(int frame, int components, int bits, int width, string words) =>
        Assert.That(Refuse(Jpeg(frame, components, bits, width)), Does.Contain(words));

    [Test]
    public void TryParse_AnyFileCutOff_IsRefused()
    {
        var file = Jpeg(segments: [App(0xE0, "JFIF\0"u8)]);
        Assert.That(Enumerable.Range(0, file.Length), Has.All.Matches<int>(length => !Photo.TryParse(file.AsMemory(0, length), out _, out _)));
    }

    [Test]
    public void TryParse_NotAJpeg_IsRefused()
    {
        Assert.That(Refuse("‰PNG not a picture of ours"u8.ToArray()), Does.Contain("not a JPEG"));
        Assert.That(Refuse([0xFF, 0xD8, 0xFF, 0xD9]), Does.Contain("no picture"));
        Assert.That(Refuse([0xFF, 0xD8, 0xFF, 0xD8, 0xFF, 0xD9]), Does.Contain("damaged"));
        Assert.That(Refuse(new byte[Photo.MaxLength + 1]), Does.Contain("200 KB"));
    }

    private static string Refuse(byte[] file)
    {
        Assert.That(Photo.TryParse(file, out _, out var refusal), Is.False);
        Assert.That((refusal!.Code.Code, refusal.Field), Is.EqualTo(("photo_invalid", "photo")));
        return refusal.Message;
    }

    private static byte[] App(byte marker, ReadOnlySpan<byte> body) =>
        [0xFF, marker, 0, (byte)(body.Length + 2), .. body];

    /// <summary>The frame of a JPEG by ITU-T T.81 with a stuffed zero and a restart marker among its picture data.</summary>
    private static byte[] Jpeg(int frame = 0xC0, int components = 3, int bits = 8, int width = 358, params byte[][] segments) =>
    [
        0xFF, 0xD8,
        .. segments.SelectMany(segment => segment),
        0xFF, (byte)frame, 0, (byte)(8 + (3 * components)), (byte)bits, 441 >> 8, 441 & 0xFF, (byte)(width >> 8), (byte)(width & 0xFF),
        (byte)components, .. Enumerable.Range(1, components).SelectMany(id => (byte[])[(byte)id, 0x11, 0]),
        0xFF, 0xC4, 0, 3, 0,
        0xFF, 0xDA, 0, 3, 1, 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56,
        0xFF, 0xD9,
    ];
}
