using Certificates.Core.Pdf;

namespace Certificates.Core.Style;

/// <summary>
/// Draws a QR symbol as one path, a rectangle a run, in whole modules: one path, because rows filled one by one show hair lines
/// between them in viewers that smooth edges.
/// </summary>
internal static class QrDrawing
{
    /// <summary>Adds the symbol, filling <paramref name="box"/>; the caller keeps the quiet zone around it free.</summary>
    public static void Append(ContentStream content, QrModules modules, PdfRectangle box)
    {
        var scale = box.Width / modules.Size;
        content.Save();
        content.Transform(scale, 0, 0, scale, box.Left, box.Bottom);
        content.FillColour(new Rgb(0, 0, 0));
        foreach (var (row, column, length) in modules.Runs())
        {
            content.Buffer.Write($"{column} {modules.Size - 1 - row} {length} 1 re\n");
        }

        content.Fill();
        content.Restore();
    }
}
