using Certificates.Core.Pdf;

namespace Certificates.Core.Style.First;

/// <summary>The objects that every certificate writes itself, under numbers the skeleton points at.</summary>
internal static class BodyObject
{
    /// <summary>The greatest of the numbers.</summary>
    public const int Last = 7;

    /// <summary>The page's resources.</summary>
    public static readonly PdfReference Resources = new(1);

    /// <summary>Text and photo.</summary>
    public static readonly PdfReference Text = new(2);

    /// <summary>The QR code.</summary>
    public static readonly PdfReference Qr = new(3);

    /// <summary>XMP.</summary>
    public static readonly PdfReference Metadata = new(4);

    /// <summary>The photo's structure element: what is said of it depends on whether there is one.</summary>
    public static readonly PdfReference PhotoElement = new(5);

    /// <summary>The signature dictionary.</summary>
    public static readonly PdfReference Signature = new(6);

    /// <summary>The seal, appearance of the signature field.</summary>
    public static readonly PdfReference Seal = new(7);
}
