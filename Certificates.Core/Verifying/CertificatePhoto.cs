using Certificates.Core.Files;
using Certificates.Core.Pdf.Reading;

namespace Certificates.Core.Verifying;

/// <summary>
/// Takes the photo out of a signed file: the site may open files, and holds no key to the people's data kept beside them.
/// </summary>
internal static class CertificatePhoto
{
    private const int LargestPhoto = 1024 * 1024;

    /// <summary>The JPEG, which tells its viewer to turn it as the file shows it; null when the file shows none.</summary>
    public static ReadOnlyMemory<byte>? Of(ReadOnlyMemory<byte> pdf)
    {
        if (!PdfFile.TryOpen(pdf, out var file)
            || file.Resolve(file.Trailer, "Root") is not PdfDictionary root
            || file.Resolve(root, "Pages") is not PdfDictionary pages
            || file.Resolve(pages, "Kids") is not List<object> { Count: 1 } kids
            || file.Resolve(kids[0]) is not PdfDictionary page
            || file.Resolve(page, "Resources") is not PdfDictionary resources
            || file.Resolve(resources, "XObject") is not PdfDictionary drawn)
        {
            return null;
        }

        using var photo = file.ReadStream(drawn.GetValueOrDefault("Photo"), LargestPhoto);
        return photo is null ? default(ReadOnlyMemory<byte>?) : OrientationIn(file).Tell(photo.Written.ToArray());
    }

    private static PhotoOrientation OrientationIn(PdfFile pdf) =>
        DrawnPage.Read(pdf, new HashSet<int>())?.Turn("Photo") is { } drawn
            ? PhotoOrientations.Of(new UprightTurn(drawn.A, drawn.B, drawn.C, drawn.D))
            : PhotoOrientation.TopLeft;
}
