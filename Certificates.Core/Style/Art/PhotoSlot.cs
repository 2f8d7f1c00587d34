using System.IO.Compression;
using Certificates.Core.Files;
using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Art;

/// <summary>The place of the one-inch photo: the JPEG as it was sent, or an empty frame that says what belongs there.</summary>
internal static class PhotoSlot
{
    private static readonly TypeStyle Hint = new(Typeface.Song, Measures.Points(9), Palette.PaleGold);
    private static readonly TypeStyle EnglishHint = new(Typeface.Song, Measures.Points(6.5), Palette.PaleGold);

    public static void Draw(ContentStream content, Photo? photo, StyleTexts texts, Typesetter type)
    {
        var slot = Layout.Photo;
        content.BeginMarked("Figure", (int)Mark.Photo);
        content.FillColour(new Rgb(1, 1, 1));
        content.StrokeColour(Palette.PaleGold);
        content.LineWidth(0.25);
        content.Rectangle(slot);
        content.FillAndStroke();
        if (photo is null)
        {
            var middle = (slot.Left + slot.Right) / 2;
            type.Line(texts.Photo.Chinese, Hint, middle, (slot.Bottom + slot.Top) / 2, Alignment.Centre);
            type.Line(texts.Photo.English, EnglishHint, middle, ((slot.Bottom + slot.Top) / 2) - 3.4, Alignment.Centre);
        }
        else
        {
            // The whole picture is shown, as large as the slot allows, whatever its proportions.
            var scale = Math.Min(slot.Width / photo.Width, slot.Height / photo.Height);
            var (width, height) = (photo.Width * scale, photo.Height * scale);
            content.Save();
            content.Transform(width, 0, 0, height, slot.Left + ((slot.Width - width) / 2), slot.Bottom + ((slot.Height - height) / 2));
            content.Paint("Photo");
            content.Restore();
            content.Rectangle(slot);
            content.Stroke();
        }

        content.EndMarked();
    }

    /// <summary>Writes the image XObject.</summary>
    public static void WriteImage(PdfWriter writer, PdfReference image, Photo photo)
    {
        using var entries = new PdfBuffer(256);
        entries.Write($"/Type /XObject /Subtype /Image /Width {photo.Width} /Height {photo.Height} /BitsPerComponent 8 ");
        entries.Write($"/ColorSpace /{(photo.IsGrey ? "DeviceGray" : "DeviceRGB")} /Filter /DCTDecode");
        writer.Stream(image, entries.Written, photo.Jpeg.Span, CompressionLevel.NoCompression);
    }
}
