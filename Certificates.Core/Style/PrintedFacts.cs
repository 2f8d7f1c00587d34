using Certificates.Core.Pdf.Reading;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style;

/// <summary>
/// What a finished certificate really shows, read back from its bytes: the issuer compares it with what was to be printed before the
/// certificate counts as issued, and the nightly check does so again with what is stored.
/// </summary>
/// <param name="Name">The holder's name.</param>
/// <param name="Number">The certificate's number.</param>
/// <param name="Qr">The QR symbol.</param>
internal sealed record PrintedFacts(string Name, string Number, QrModules Qr)
{
    /// <summary>Reads a whole file (skeleton and body); null when it is not a certificate of the unified style.</summary>
    public static PrintedFacts? Read(ReadOnlyMemory<byte> file) =>
        DrawnPage.Read(file) is { } page && QrDrawing.Read(page.Rectangles((int)Mark.Qr)) is { } qr
            ? new PrintedFacts(page.Text((int)Mark.Name), page.Text((int)Mark.Number), qr)
            : null;

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(PrintedFacts);
}
