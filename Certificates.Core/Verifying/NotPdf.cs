namespace Certificates.Core.Verifying;

/// <summary>Files that are none of ours at a glance, refused in words that name what they are.</summary>
internal static class NotPdf
{
    /// <summary>How far into a file its first line may stand: readers of PDF look as far.</summary>
    private const int HeaderWithin = 1024;

    /// <summary>First bytes, and what has them, in English and in Chinese; a later one is more general.</summary>
    private static readonly (byte[] Start, string English, string Chinese)[] Kinds =
    [
        ([0xFF, 0xD8, 0xFF], "a picture (JPEG)", "图片（JPEG）"),
        ([0x89, .. "PNG"u8], "a picture (PNG)", "图片（PNG）"),
        ([.. "GIF8"u8], "a picture (GIF)", "图片（GIF）"),
        ([.. "RIFF"u8], "a picture (WebP)", "图片（WebP）"),
        ([.. "BM"u8], "a picture (BMP)", "图片（BMP）"),
        ([.. "II*\0"u8], "a picture (TIFF)", "图片（TIFF）"),
        ([.. "MM\0*"u8], "a picture (TIFF)", "图片（TIFF）"),
        ([.. "PK"u8, 3, 4], "an Office document, an OFD or a ZIP", "Office 文档、OFD 或压缩包"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an Office document", "Office 文档"),
        ([.. "Rar!"u8], "an archive (RAR)", "压缩包（RAR）"),
        ([.. "7z"u8, 0xBC, 0xAF], "an archive (7z)", "压缩包（7z）"),
        ([.. "{\\rtf"u8], "a text document (RTF)", "文本文档（RTF）"),
        ([.. "<"u8], "a web page", "网页"),
    ];

    /// <summary><c>not_a_pdf</c>; null for a file that says it is one.</summary>
    public static Refusal? Of(ReadOnlySpan<byte> file)
    {
        if (file[..Math.Min(file.Length, HeaderWithin)].IndexOf("%PDF-"u8) >= 0)
        {
            return null;
        }

        foreach (var (start, english, chinese) in Kinds)
        {
            if (file.StartsWith(start))
            {
                return Refused($"It is {english}", $"它是{chinese}");
            }
        }

        // what a phone of late takes has its mark behind a length
        return file.Length > 8 && file[4..].StartsWith("ftyp"u8)
            ? Refused("It is a picture (HEIC) or a film", "它是图片（HEIC）或视频")
            : Refused("It does not begin as one", "它不是以 PDF 的格式开头");
    }

    private static Refusal Refused(string english, string chinese) => new(
        RefusalCode.NotAPdf, "file",
        $"This is not a PDF. {english}. Send the PDF as it was downloaded; a photo, scan or print bears no signature: scan its QR code, or "
            + "check number, name and ID number.",
        $"这不是 PDF 文件：{chinese}。请上传原样下载的电子证书 PDF。照片、扫描件和打印件没有数字签名，请扫描其中的二维码，或填写编号、姓名和证件号码查验。");
}
