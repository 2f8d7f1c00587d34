using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.Second;

/// <summary>
/// What of a style is the same on every certificate: its words, the characters its fonts hold, and the structure of the page.
/// </summary>
internal static class FixedText
{
    /// <summary>Characters such as certificates are filled in with.</summary>
    public const string OftenFilledIn = "居民身份证人工智能大数据云计算物联网程技术人员自然语言处理产品实现初中高级北京市评价培训中心年月日0123456789王李张刘陈杨";

    private const string Digits = "0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Small = "abcdefghijklmnopqrstuvwxyz";
    private const string Marks = " .,:;/-()&'–";

    /// <summary>Takes in what most certificates need besides the words of the style.</summary>
    public static void Collect(FontBook fonts, StyleTexts texts)
    {
        fonts.Include(Typeface.Song, Digits + Capitals + Small + Marks);
        fonts.Include(Typeface.Song, texts.NoDirection + texts.Photo.Chinese + texts.LicenceIdentifier.Chinese);
        fonts.Include(Typeface.Mono, Digits + Capitals);
        fonts.Include(Typeface.Mono, Digits, Numbers.Wider); // groups end with digits, but for a few foreign numbers
    }

    /// <summary>Draws the words, each piece marked for the structure tree.</summary>
    public static void Draw(ContentStream content, Typesetter type, UnifiedStyle style, ComposerOptions options)
    {
        var (texts, layout) = (style.Texts, Layout.Of(style.Kind));
        Centred(Mark.Title, "H1", texts.Title.Chinese, PageType.Title, Layout.Title);
        Centred(Mark.EnglishTitle, "P", texts.Title.English, PageType.EnglishTitle, Layout.EnglishTitle);
        Centred(Mark.Statement, "P", texts.Statement.Chinese, PageType.Statement, Layout.Statement);
        Centred(Mark.EnglishStatement, "P", texts.Statement.English, PageType.EnglishStatement, Layout.EnglishStatement);
        foreach (var (mark, label, cell) in Labels(texts, layout))
        {
            content.BeginMarked("P", (int)mark);
            type.Line(label.Chinese, PageType.Label, cell.LabelLeft, cell.Value.Bottom + Layout.BaseLine);
            type.English(() => type.Line(label.English, PageType.EnglishLabel, cell.LabelLeft, cell.Value.Bottom + Layout.EnglishBaseLine));
            content.EndMarked();
        }

        Notice(Mark.QueryAddressLabel, texts.QueryAddress, Layout.QueryAddress, options.QueryAddress);
        Notice(Mark.InstitutionListLabel, texts.InstitutionList, Layout.InstitutionList, options.InstitutionListAddress);
        Scan(content, type, texts, options);
        Identifier(content, type, texts.LicenceIdentifier);

        void Centred(Mark mark, string tag, string text, TypeStyle type1, double fromTop)
        {
            content.BeginMarked(tag, (int)mark);
            type.Line(text, type1, Layout.Middle, Measures.Page.Top - fromTop, Alignment.Centre);
            content.EndMarked();
        }

        void Notice(Mark mark, Label label, Cell cell, string address)
        {
            var baseLine = Measures.Page.Top - Layout.Notices;
            content.BeginMarked("P", (int)mark);
            type.Line(label.Chinese, PageType.Small, cell.LabelLeft, baseLine);
            var english = cell.LabelLeft + type.Width(label.Chinese, PageType.Small) + 1.5;
            type.English(() => type.Line(label.English, PageType.EnglishLabel, english, baseLine));
            content.EndMarked();
            content.BeginMarked("P", (int)mark + 1);
            type.Boxed(address, PageType.Address, cell.Value, cell.Value.Bottom + 1.6);
            content.EndMarked();
        }
    }

    /// <summary>The page's elements in reading order.</summary>
    public static IReadOnlyList<StructureElement> Structure(UnifiedStyle style, ComposerOptions options, PdfReference widget) =>
    [
        new("H1", (int)Mark.Title),
        new("P", (int)Mark.EnglishTitle) { Language = "en" },
        new("P", (int)Mark.Statement),
        new("P", (int)Mark.EnglishStatement) { Language = "en" },
        .. Labels(style.Texts, Layout.Of(style.Kind)).Select(row => Labelled(row.Mark)),
        new("Figure", (int)Mark.Photo)
        {
            AlternativeLater = BodyObject.PhotoAlternative,
            Bounds = Layout.Photo.Scaled(Measures.PointsPerMillimetre),
        },
        new("Form") { Widget = widget },
        Labelled(Mark.QueryAddressLabel),
        Labelled(Mark.InstitutionListLabel),
        new("Figure", (int)Mark.Qr)
        {
            Alternative = $"{style.Texts.QrAlternative} {options.VerificationDomain}",
            Bounds = Layout.Qr(0).Scaled(Measures.PointsPerMillimetre),
        },
        Labelled(Mark.ScanLabel),
        Labelled(Mark.LicenceIdentifierLabel),
    ];

    private static IEnumerable<(Mark Mark, Label Label, Cell Cell)> Labels(StyleTexts texts, Layout layout)
    {
        yield return (Mark.NameLabel, texts.Name, layout.Name);
        yield return (Mark.IdTypeLabel, texts.IdType, layout.IdType);
        yield return (Mark.IdNumberLabel, texts.IdNumber, layout.IdNumber);
        yield return (Mark.OccupationLabel, texts.Occupation, layout.Occupation);
        yield return (Mark.DirectionLabel, texts.Direction, layout.Direction);
        yield return (Mark.GradeLabel, texts.Grade, layout.Grade);
        yield return (Mark.NumberLabel, texts.Number, layout.Number);
        if (layout.Ruled.Contains(layout.CompletedOn))
        {
            yield return (Mark.CompletedOnLabel, texts.CompletedOn, layout.CompletedOn);
            yield return (Mark.HoursLabel, texts.Hours, layout.Hours);
        }

        yield return (Mark.InstitutionLabel, texts.Institution, layout.Institution);
        yield return (Mark.IssuedOnLabel, texts.IssuedOn, layout.IssuedOn);
    }

    private static void Scan(ContentStream content, Typesetter type, StyleTexts texts, ComposerOptions options)
    {
        const double EnglishBelow = 3.7;
        var baseLine = Measures.Page.Top - Layout.Scan;
        content.BeginMarked("P", (int)Mark.ScanLabel);
        type.Line(texts.Scan.Chinese, PageType.Small, Layout.QrFoot.X, baseLine, Alignment.Centre);
        type.English(() => type.Line(
            texts.Scan.English, PageType.EnglishLabel, Layout.QrFoot.X, baseLine - EnglishBelow, Alignment.Centre));
        content.EndMarked();
        content.BeginMarked("P", (int)Mark.Scan);
        type.Boxed(options.VerificationDomain, PageType.Domain, Layout.Domain, Layout.Domain.Bottom + 1.2, Alignment.Centre);
        content.EndMarked();
    }

    private static void Identifier(ContentStream content, Typesetter type, Label label)
    {
        var (baseLine, end) = (Layout.Identifier.Bottom + 1, Layout.Identifier.Left - 2);
        content.BeginMarked("P", (int)Mark.LicenceIdentifierLabel);
        type.Line(label.Chinese, PageType.Foot, end - type.Width($"{label.English} ", PageType.Foot), baseLine, Alignment.Right);
        type.English(() => type.Line(label.English, PageType.Foot, end, baseLine, Alignment.Right));
        content.EndMarked();
    }

    private static StructureElement Labelled(Mark label) => new("P", (int)label, (int)label + 1);
}
