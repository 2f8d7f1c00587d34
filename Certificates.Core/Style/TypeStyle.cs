using Certificates.Core.Pdf;

namespace Certificates.Core.Style;

/// <summary>How a text is set: hand, size in millimetres, colour and extra space after each character in millimetres.</summary>
internal sealed record TypeStyle(Typeface Face, double Size, Rgb Colour, double Spacing = 0)
{
    /// <summary>Smallest size at which one line is kept in a box, millimetres.</summary>
    public double Floor { get; init; } = Size * 0.6;
}
