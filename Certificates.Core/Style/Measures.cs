using Certificates.Core.Pdf;

namespace Certificates.Core.Style;

/// <summary>Units: the page is laid out in millimetres from its lower left corner, type sizes are said in points.</summary>
internal static class Measures
{
    public const double PointsPerMillimetre = 72 / 25.4;

    /// <summary>A4 landscape, ISO 216.</summary>
    public static readonly PdfRectangle Page = new(0, 0, 297, 210);

    /// <summary>A type size in millimetres.</summary>
    public static double Points(double points) => points / PointsPerMillimetre;

    /// <summary>A box by its distance from the page's upper left corner, as layouts are drawn.</summary>
    public static PdfRectangle FromTop(double left, double top, double width, double height) =>
        new(left, Page.Top - top - height, left + width, Page.Top - top);
}
