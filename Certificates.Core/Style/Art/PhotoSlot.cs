using System.IO.Compression;
using Certificates.Core.Files;
using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Art;

/// <summary>
/// The place of the one-inch photo: the JPEG with the pixels it was sent with, turned upright, or an empty frame that says what belongs
/// there.
/// </summary>
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
            Show(content, photo, slot);
            content.Rectangle(slot);
            content.Stroke();
        }

        content.EndMarked();
    }

    /// <summary>
    /// Fills the frame: what is too much is cut off at the foot, never at the head, or at both sides alike. A photo of before the rules of
    /// shape is shown whole, as large as the frame allows.
    /// </summary>
    private static void Show(ContentStream content, Photo photo, PdfRectangle slot)
    {
        var (across, up) = (slot.Width / photo.Width, slot.Height / photo.Height);
        var scale = photo.FillsFrame ? Math.Max(across, up) : Math.Min(across, up);
        var (width, height) = (photo.Width * scale, photo.Height * scale);
        var left = slot.Left + ((slot.Width - width) / 2);
        var bottom = photo.FillsFrame ? slot.Top - height : slot.Bottom + ((slot.Height - height) / 2);
        var turn = photo.Orientation.Turn();
        content.Save();
        content.Rectangle(slot);
        content.Clip();
        content.Transform(
            turn.A * width, turn.B * height, turn.C * width, turn.D * height, left + (turn.E * width), bottom + (turn.F * height));
        content.Paint("Photo");
        content.Restore();
    }

    /// <summary>Writes the image XObject.</summary>
    public static void WriteImage(PdfWriter writer, PdfReference image, Photo photo)
    {
        using var entries = new PdfBuffer(256);
        entries.Write($"/Type /XObject /Subtype /Image /Width {photo.PixelWidth} /Height {photo.PixelHeight} /BitsPerComponent 8 ");
        entries.Write($"/ColorSpace /{(photo.IsGrey ? "DeviceGray" : "DeviceRGB")} /Filter /DCTDecode");
        writer.Stream(image, entries.Written, photo.Jpeg.Span, CompressionLevel.NoCompression);
    }
}
