using System.Runtime.InteropServices;

namespace Certificates.Core.Pdf;

/// <summary>A rectangle of the coordinate system it is used in, y upwards (ISO 32000-1, 7.9.5).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PdfRectangle(double Left, double Bottom, double Right, double Top)
{
    public double Width => Right - Left;

    public double Height => Top - Bottom;

    /// <summary>The same rectangle in units <paramref name="factor"/> times as fine.</summary>
    public PdfRectangle Scaled(double factor) => new(Left * factor, Bottom * factor, Right * factor, Top * factor);
}
