using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.First;

/// <summary>What of a style is the same on every certificate: the characters its fonts hold, and the structure of the page.</summary>
internal static class FixedText
{
    private const string Digits = "0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Small = "abcdefghijklmnopqrstuvwxyz";
    private const string Marks = " .,:;/-()&'";

    /// <summary>Fonts with the fixed text, and with what most certificates need besides.</summary>
    public static FontBook Collect(UnifiedStyle style, ComposerOptions options, FontChain chain)
    {
        var fonts = new FontBook(chain, null, static (font, name) => new WholeFontSubset(font, name));
        var texts = style.Texts;
        foreach (var label in texts.Labels)
        {
            fonts.Include(Typeface.Song, label.Chinese + label.English);
        }

        fonts.Include(Typeface.Song, Digits + Capitals + Small + Marks + texts.NoDirection);
        fonts.Include(Typeface.Song, options.VerificationDomain + options.QueryAddress + options.InstitutionListAddress);
        fonts.Include(Typeface.Kai, texts.Statement.Chinese + Digits + "年月日" + IdType.ResidentId.Chinese());
        foreach (var grade in Enum.GetValues<Grade>())
        {
            fonts.Include(Typeface.Kai, grade.Chinese());
        }

        return fonts;
    }

    /// <summary>The page's elements in reading order.</summary>
    public static IReadOnlyList<StructureElement> Structure(
        UnifiedStyle style, ComposerOptions options, PdfReference photo, PdfReference widget) =>
    [
        new("H1", (int)Mark.Title),
        new("P", (int)Mark.EnglishTitle) { Language = "en" },
        new("P", (int)Mark.Statement),
        new("P", (int)Mark.EnglishStatement) { Language = "en" },
        Labelled(Mark.NameLabel),
        Labelled(Mark.IdTypeLabel),
        Labelled(Mark.IdNumberLabel),
        Labelled(Mark.OccupationLabel),
        Labelled(Mark.DirectionLabel),
        Labelled(Mark.GradeLabel),
        Labelled(Mark.NumberLabel),
        PhotoElement("") with { Later = photo },
        Labelled(Mark.InstitutionLabel),
        Labelled(Mark.IssuedOnLabel),
        new("Form") { Widget = widget },
        Labelled(Mark.QueryAddressLabel),
        Labelled(Mark.InstitutionListLabel),
        new("Figure", (int)Mark.Qr)
        {
            Alternative = $"{style.Texts.QrAlternative} {options.VerificationDomain}",
            Bounds = Layout.Qr.Scaled(Measures.PointsPerMillimetre),
        },
        Labelled(Mark.ScanLabel),
        Labelled(Mark.LicenceIdentifierLabel),
    ];

    /// <summary>The photo's element.</summary>
    public static StructureElement PhotoElement(string alternative) => new("Figure", (int)Mark.Photo)
    {
        Alternative = alternative,
        Bounds = Layout.Photo.Scaled(Measures.PointsPerMillimetre),
    };

    private static StructureElement Labelled(Mark label) => new("P", (int)label, (int)label + 1);
}
