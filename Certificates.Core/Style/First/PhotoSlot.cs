using Certificates.Core.Files;
using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.First;

/// <summary>
/// The place of the one-inch photo: the JPEG with the pixels it was sent with, turned upright, or an empty frame that says what belongs
/// there.
/// </summary>
internal static class PhotoSlot
{
    private static readonly TypeStyle Hint = new(Typeface.Song, Measures.Points(9), Palette.PaleGold);
    private static readonly TypeStyle EnglishHint = new(Typeface.Song, Measures.Points(6.5), Palette.PaleGold);

    public static void Draw(ContentStream content, Photo? photo, StyleTexts texts, Typesetter type)
    {
        var slot = Layout.Photo;
        content.BeginMarked("Figure", (int)Mark.Photo);
        content.FillColour(new Rgb(1, 1, 1));
        content.StrokeColour(Palette.PaleGold);
        content.LineWidth(0.25);
        content.Rectangle(slot);
        content.FillAndStroke();
        if (photo is null)
        {
            var middle = (slot.Left + slot.Right) / 2;
            type.Line(texts.Photo.Chinese, Hint, middle, (slot.Bottom + slot.Top) / 2, Alignment.Centre);
            type.Line(texts.Photo.English, EnglishHint, middle, ((slot.Bottom + slot.Top) / 2) - 3.4, Alignment.Centre);
        }
        else
        {
            PhotoImage.Draw(content, photo, slot);
            content.Rectangle(slot);
            content.Stroke();
        }

        content.EndMarked();
    }
}
