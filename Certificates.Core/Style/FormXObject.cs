using System.IO.Compression;
using System.Text;
using Certificates.Core.Pdf;

namespace Certificates.Core.Style;

/// <summary>A drawing that is written once and painted by name (ISO 32000-1, 8.10).</summary>
internal static class FormXObject
{
    /// <summary>
    /// Writes what <paramref name="draw"/> draws; <paramref name="resources"/> and <paramref name="matrix"/> are entries of its
    /// dictionaries, ASCII.
    /// </summary>
    public static PdfReference Write(
        PdfWriter writer, PdfRectangle bounds, string resources, Action<ContentStream> draw, string matrix = "")
    {
        using var content = new ContentStream();
        draw(content);
        using var entries = new PdfBuffer(256);
        entries.Write($"/Type /XObject /Subtype /Form /BBox {bounds} {matrix}/Resources << ");
        entries.Write(Encoding.ASCII.GetBytes(resources));
        entries.Write(" >>"u8);
        var form = writer.Allocate();
        writer.Stream(form, entries.Written, content.Buffer.Written, CompressionLevel.SmallestSize);
        return form;
    }
}
