using System.Globalization;
using Certificates.Core.Coding;
using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.First;

/// <summary>Draws the words of one certificate, in reading order, each piece marked for the structure tree.</summary>
internal sealed class PageText(UnifiedStyle style, ComposerOptions options, FontBook fonts, ContentStream content)
{
    private static readonly TypeStyle Title = new(Typeface.Song, Measures.Points(33), Palette.Red, 3.2);
    private static readonly TypeStyle EnglishTitle = new(Typeface.Song, Measures.Points(12), Palette.DarkGold, 0.35);
    private static readonly TypeStyle Statement = new(Typeface.Kai, Measures.Points(14), Palette.Ink, 0.2);
    private static readonly TypeStyle EnglishStatement = new(Typeface.Song, Measures.Points(8.5), Palette.Label);
    private static readonly TypeStyle LabelText = new(Typeface.Song, Measures.Points(10), Palette.Label);
    private static readonly TypeStyle EnglishLabel = new(Typeface.Song, Measures.Points(6), Palette.Label);
    private static readonly TypeStyle Value = new(Typeface.Kai, Measures.Points(14), Palette.Ink);
    private static readonly TypeStyle NameValue = new(Typeface.Kai, Measures.Points(20), Palette.Ink);
    private static readonly TypeStyle NumberValue = new(Typeface.Song, Measures.Points(13), Palette.Ink, 0.1);
    private static readonly TypeStyle EnglishValue = new(Typeface.Song, Measures.Points(6.5), Palette.Label);
    private static readonly TypeStyle Small = new(Typeface.Song, Measures.Points(7.5), Palette.Label);
    private static readonly TypeStyle Address = new(Typeface.Song, Measures.Points(8), Palette.Ink);
    private static readonly TypeStyle Foot = new(Typeface.Song, Measures.Points(6), Palette.Label);

    private static readonly TypeStyle Domain = new(Typeface.Song, Measures.Points(9.5), Palette.Red);

    /// <summary>Height of the small English line at the bottom of a value's box, millimetres.</summary>
    private const double EnglishLine = 3.4;

    private readonly Typesetter _type = new(fonts, content);

    public void Draw(Certificate certificate)
    {
        DrawHead();
        DrawHolder(certificate);
        DrawIssue(certificate);
        DrawVerification(certificate);
    }

    private void DrawHead()
    {
        var texts = style.Texts;
        Centred(Mark.Title, "H1", texts.Title.Chinese, Title, Layout.Title);
        Centred(Mark.EnglishTitle, "P", texts.Title.English, EnglishTitle, Layout.EnglishTitle);
        Centred(Mark.Statement, "P", texts.Statement.Chinese, Statement, Layout.Statement);
        Centred(Mark.EnglishStatement, "P", texts.Statement.English, EnglishStatement, Layout.EnglishStatement);
    }

    private void DrawHolder(Certificate certificate)
    {
        var texts = style.Texts;
        var (holder, occupation, grade) = (certificate.Holder, certificate.Occupation, certificate.Grade);
        Field(Mark.NameLabel, texts.Name, Layout.Name, holder.Name.Value, null, NameValue);
        Field(Mark.IdTypeLabel, texts.IdType, Layout.IdType, holder.Document.Type.Chinese(), holder.Document.Type.English(), Value);
        Field(Mark.IdNumberLabel, texts.IdNumber, Layout.IdNumber, holder.Document.Number, "", NumberValue);
        Field(Mark.OccupationLabel, texts.Occupation, Layout.Occupation, occupation.Chinese, occupation.English, Value);
        Field(Mark.DirectionLabel, texts.Direction, Layout.Direction, certificate.Direction ?? texts.NoDirection, "", Value);
        Field(Mark.GradeLabel, texts.Grade, Layout.Grade, grade.Chinese(), grade.English(), Value);
        Field(Mark.NumberLabel, texts.Number, Layout.Number, certificate.Number.Value, "", NumberValue);
    }

    private void DrawIssue(Certificate certificate)
    {
        var texts = style.Texts;
        var (institution, day) = (certificate.Institution, certificate.IssuedOn);
        var date = day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
        var englishDate = day.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);
        Field(Mark.InstitutionLabel, texts.Institution, Layout.Institution, institution.Chinese, institution.English, Value,
            Alignment.Centre);
        Field(Mark.IssuedOnLabel, texts.IssuedOn, Layout.IssuedOn, date, englishDate, Value, Alignment.Centre);
    }

    private void DrawVerification(Certificate certificate)
    {
        var texts = style.Texts;
        Notice(Mark.QueryAddressLabel, texts.QueryAddress, Layout.QueryAddress, options.QueryAddress);
        Notice(Mark.InstitutionListLabel, texts.InstitutionList, Layout.InstitutionList, options.InstitutionListAddress);

        var scan = Layout.Scan;
        var middle = (scan.Left + scan.Right) / 2;
        content.BeginMarked("P", (int)Mark.ScanLabel);
        _type.Line(texts.Scan.Chinese, Small, middle, scan.Top + 4, Alignment.Centre);
        English(texts.Scan.English, EnglishLabel, middle, scan.Top + 1.2, Alignment.Centre);
        content.EndMarked();
        content.BeginMarked("P", (int)Mark.Scan);
        _type.Boxed(options.VerificationDomain, Domain, scan, Alignment.Centre);
        content.EndMarked();

        var label = $"{texts.LicenceIdentifier.Chinese} {texts.LicenceIdentifier.English}  ";
        var identifier = LicenceIdentifier.Of(certificate.LicenceIdentifier) ?? texts.NoDirection;
        var (labelWidth, width) = (Width(label), Width(identifier));
        var left = Layout.Middle - ((labelWidth + width) / 2);
        Line(Mark.LicenceIdentifierLabel, "P", label, Foot, left, Measures.Page.Top - Layout.Foot);
        Line(Mark.LicenceIdentifier, "P", identifier, Foot, left + labelWidth, Measures.Page.Top - Layout.Foot);

        double Width(string text) => fonts.Measure(Foot.Face, text) * Foot.Size;
    }

    /// <summary>
    /// A labelled value; the value's mark is the one behind the label's. Without English, "" keeps its line free, so that values
    /// stand level, and null gives the whole box to the value.
    /// </summary>
    private void Field(
        Mark mark, Label label, Cell cell, string value, string? english, TypeStyle type, Alignment alignment = Alignment.Left)
    {
        var middle = (cell.Value.Bottom + cell.Value.Top) / 2;
        content.BeginMarked("P", (int)mark);
        _type.Line(label.Chinese, LabelText, cell.LabelLeft, middle + 0.2);
        English(label.English, EnglishLabel, cell.LabelLeft, middle - 2.7);
        content.EndMarked();

        content.BeginMarked("P", (int)mark + 1);
        var upper = english is null ? cell.Value : cell.Value with { Bottom = cell.Value.Bottom + EnglishLine };
        _type.Boxed(value, type, upper, alignment);
        if (!string.IsNullOrEmpty(english))
        {
            content.BeginLanguage("en");
            _type.Boxed(english, EnglishValue,
                cell.Value with { Bottom = cell.Value.Bottom + 0.4, Top = cell.Value.Bottom + EnglishLine }, alignment);
            content.EndMarked();
        }

        content.EndMarked();
    }

    /// <summary>An address below its label.</summary>
    private void Notice(Mark mark, Label label, Cell cell, string address)
    {
        content.BeginMarked("P", (int)mark);
        _type.Line(label.Chinese, Small, cell.LabelLeft, cell.Value.Top + 1);
        English(label.English, EnglishLabel, cell.LabelLeft + (fonts.Measure(Small.Face, label.Chinese) * Small.Size)
            + 1.5, cell.Value.Top + 1);
        content.EndMarked();
        content.BeginMarked("P", (int)mark + 1);
        _type.Boxed(address, Address, cell.Value);
        content.EndMarked();
    }

    private void English(string text, TypeStyle type, double x, double baseLine, Alignment alignment = Alignment.Left)
    {
        content.BeginLanguage("en");
        _type.Line(text, type, x, baseLine, alignment);
        content.EndMarked();
    }

    private void Centred(Mark mark, string tag, string text, TypeStyle type, double fromTop) =>
        Line(mark, tag, text, type, Layout.Middle, Measures.Page.Top - fromTop, Alignment.Centre);

    private void Line(
        Mark mark, string tag, string text, TypeStyle type, double x, double baseLine, Alignment alignment = Alignment.Left)
    {
        content.BeginMarked(tag, (int)mark);
        _type.Line(text, type, x, baseLine, alignment);
        content.EndMarked();
    }
}
