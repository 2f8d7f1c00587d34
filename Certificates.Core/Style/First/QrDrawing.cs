using Certificates.Core.Pdf.Reading;
using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.First;

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

    /// <summary>The symbol that the drawn runs show; null when they show none.</summary>
    public static QrModules? Read(IReadOnlyList<DrawnRectangle> runs)
    {
        const int Smallest = 21;
        const int Largest = 177;
        if (runs.Count == 0 || runs.Any(run =>
            run is not { X: >= 0 and < Largest, Y: >= 0 and < Largest, Width: > 0 and <= Largest, Height: 1 }))
        {
            return null;
        }

        var size = runs.Max(run => Math.Max(run.X + run.Width, run.Y + 1));
        if (size is < Smallest or > Largest)
        {
            return null;
        }

        var modules = new QrModules(size);
        foreach (var run in runs)
        {
            for (var column = run.X; column < run.X + run.Width; column++)
            {
                modules[size - 1 - run.Y, column] = true;
            }
        }

        return modules;
    }
}
