using System.Runtime.InteropServices;

namespace Certificates.Core.Pdf;

/// <summary>A colour of the output intent's sRGB, components 0–1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rgb(double Red, double Green, double Blue)
{
    /// <summary>From the form designers write, such as <c>0xB4282D</c>.</summary>
    public static Rgb Of(int hex) => new((hex >> 16) / 255.0, ((hex >> 8) & 255) / 255.0, (hex & 255) / 255.0);
}
