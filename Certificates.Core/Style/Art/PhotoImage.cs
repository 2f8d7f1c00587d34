using System.IO.Compression;
using Certificates.Core.Files;
using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Art;

/// <summary>The photo as an image XObject: the JPEG with the pixels it was sent with, as it is.</summary>
internal static class PhotoImage
{
    /// <summary>Writes it.</summary>
    public static void Write(PdfWriter writer, PdfReference image, Photo photo)
    {
        using var entries = new PdfBuffer(256);
        entries.Write($"/Type /XObject /Subtype /Image /Width {photo.PixelWidth} /Height {photo.PixelHeight} /BitsPerComponent 8 ");
        entries.Write($"/ColorSpace /{(photo.IsGrey ? "DeviceGray" : "DeviceRGB")} /Filter /DCTDecode");
        writer.Stream(image, entries.Written, photo.Jpeg.Span, CompressionLevel.NoCompression);
    }

    /// <summary>
    /// Fills the frame: what is too much is cut off at the foot, never at the head, or at both sides alike. A photo of before the rules of
    /// shape is shown whole, as large as the frame allows.
    /// </summary>
    public static void Draw(ContentStream content, Photo photo, PdfRectangle slot)
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
}
