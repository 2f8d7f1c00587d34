using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Second;

/// <summary>The objects that every certificate writes itself, under numbers the skeleton points at.</summary>
internal static class BodyObject
{
    /// <summary>The greatest of the numbers.</summary>
    public const int Last = 8;

    /// <summary>The page's resources.</summary>
    public static readonly PdfReference Resources = new(1);

    /// <summary>What is filled in, the photo and the QR code.</summary>
    public static readonly PdfReference Text = new(2);

    /// <summary>The QR symbol, a 1-bit mask.</summary>
    public static readonly PdfReference Qr = new(3);

    /// <summary>XMP.</summary>
    public static readonly PdfReference Metadata = new(4);

    /// <summary>What is said instead of the photo, a string: it depends on whether there is one.</summary>
    public static readonly PdfReference PhotoAlternative = new(5);

    /// <summary>The signature dictionary.</summary>
    public static readonly PdfReference Signature = new(6);

    /// <summary>The seal, appearance of the signature field.</summary>
    public static readonly PdfReference Seal = new(7);

    /// <summary>The document information dictionary, which has the title for readers that do not know XMP.</summary>
    public static readonly PdfReference Info = new(8);
}
