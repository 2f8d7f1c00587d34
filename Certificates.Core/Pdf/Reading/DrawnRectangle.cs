using System.Runtime.InteropServices;

namespace Certificates.Core.Pdf.Reading;

/// <summary>A rectangle of whole units, y upwards.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DrawnRectangle(int X, int Y, int Width, int Height);
