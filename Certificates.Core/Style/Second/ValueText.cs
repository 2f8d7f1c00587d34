using System.Globalization;
using Certificates.Core.Coding;
using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.Second;

/// <summary>Draws what is filled in on one certificate, each piece marked for the structure tree.</summary>
internal sealed class ValueText(UnifiedStyle style, ContentStream content, Typesetter type)
{
    private static readonly TypeStyle Number = PageType.NumberValue with { Spacing = PageType.NumberValue.Size * Numbers.Wider / 1000 };

    private readonly Layout _layout = Layout.Of(style.Kind);

    public void Draw(Certificate certificate)
    {
        var (holder, occupation, grade) = (certificate.Holder, certificate.Occupation, certificate.Grade);
        Value(Mark.Name, _layout.Name, holder.Name.Value, "", PageType.NameValue);
        Value(Mark.IdType, _layout.IdType, holder.Document.Type.Chinese(), holder.Document.Type.English());
        Grouped(Mark.IdNumber, _layout.IdNumber, holder.Document.Number, Numbers.GroupsOf(holder.Document));
        Value(Mark.Occupation, _layout.Occupation, occupation.Chinese, occupation.English);
        Value(Mark.Direction, _layout.Direction, certificate.Direction ?? style.Texts.NoDirection, certificate.DirectionEnglish);
        Value(Mark.Grade, _layout.Grade, grade.Chinese(), grade.English());
        Grouped(Mark.Number, _layout.Number, certificate.Number.Value, Numbers.GroupsOf(certificate.Number));
        if (style.Kind == CertificateKind.Training)
        {
            var (dates, hours) = (Dates(certificate), certificate.Course?.Hours);
            Value(Mark.CompletedOn, _layout.CompletedOn, dates.Chinese, dates.English);
            Value(Mark.Hours, _layout.Hours,
                hours is null ? style.Texts.NoDirection : string.Create(CultureInfo.InvariantCulture, $"{hours:0.##} 学时"),
                hours is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{hours:0.##} class hours"));
        }

        Value(Mark.Institution, _layout.Institution, certificate.Institution.Chinese, certificate.Institution.English);
        Value(Mark.IssuedOn, _layout.IssuedOn, Chinese(certificate.IssuedOn), English(certificate.IssuedOn));
        content.BeginMarked("P", (int)Mark.LicenceIdentifier);
        var identifier = LicenceIdentifier.Of(certificate.LicenceIdentifier) ?? style.Texts.NoDirection;
        type.Boxed(identifier, PageType.Foot, Layout.Identifier, Layout.Identifier.Bottom + 1);
        content.EndMarked();
    }

    private static (string Chinese, string English) Dates(Certificate certificate)
    {
        var completedOn = certificate.AssessedOn;
        return certificate.Course?.StartedOn is { } startedOn
            ? ($"{Chinese(startedOn)}至{Chinese(completedOn)}", $"{English(startedOn)} – {English(completedOn)}")
            : ($"{Chinese(completedOn)}结业", $"Completed on {English(completedOn)}");
    }

    private static string Chinese(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    private static string English(DateOnly day) => day.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);

    private void Value(Mark mark, Cell cell, string text, string english, TypeStyle? type1 = null)
    {
        var box = cell.Value with { Bottom = cell.Value.Bottom + 0.6 };
        content.BeginMarked("P", (int)mark);
        if (english.Length == 0)
        {
            type.Boxed(text, type1 ?? PageType.Value, box, cell.Value.Bottom + Layout.BaseLine);
        }
        else
        {
            type.Bilingual(text, type1 ?? PageType.Value, english, PageType.EnglishValue, box,
                (cell.Value.Bottom + Layout.BaseLine, cell.Value.Bottom + Layout.EnglishBaseLine));
        }

        content.EndMarked();
    }

    private void Grouped(Mark mark, Cell cell, string text, int[] groups)
    {
        content.BeginMarked("P", (int)mark);
        type.Number(text, groups.Length == 0 ? PageType.NumberValue : Number, cell.Value, cell.Value.Bottom + Layout.BaseLine, groups);
        content.EndMarked();
    }
}
