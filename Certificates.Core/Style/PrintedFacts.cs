using Certificates.Core.Pdf.Reading;
using Certificates.Core.Style.Art;
using Certificates.Core.Style.First;
using Certificates.Core.Style.Second;

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
    private static readonly IReadOnlySet<int> Wanted =
        new HashSet<int> { (int)Mark.Name, (int)Mark.IdNumber, (int)Mark.Number, (int)Mark.Qr };

    /// <summary>The number of the holder's identity document.</summary>
    public string IdNumber { get; private init; } = "";

    /// <summary>Reads a whole file (skeleton and body); null when it is not a certificate of the unified style.</summary>
    public static PrintedFacts? Read(ReadOnlyMemory<byte> file) => PdfFile.TryOpen(file, out var opened) ? Read(opened) : null;

    /// <summary>The same of a file that is open.</summary>
    public static PrintedFacts? Read(PdfFile file) =>
        DrawnPage.Read(file, Wanted) is { } page && QrOf(page) is { } qr
            ? new PrintedFacts(page.Text((int)Mark.Name), page.Text((int)Mark.Number), qr) { IdNumber = page.Text((int)Mark.IdNumber) }
            : null;

    /// <summary>True when the drawn symbol is this one, module by module.</summary>
    public bool Shows(QrModules symbol) => Qr.Equals(symbol);

    /// <summary>As the second version prints it, or as the first did; never both.</summary>
    private static QrModules? QrOf(DrawnPage page) => (page.Image((int)Mark.Qr), page.Rectangles((int)Mark.Qr)) switch
    {
        ({ } image, { Count: 0 }) => QrMask.Read(image),
        (null, { Count: > 0 } rectangles) => QrDrawing.Read(rectangles),
        _ => null,
    };

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(PrintedFacts);
}
