using Certificates.Core.Files;
using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.Second;

/// <summary>What lies in the frame of the one-inch photo: the photo, turned upright, or what says what belongs there.</summary>
internal static class PhotoSlot
{
    public static void Draw(ContentStream content, Photo? photo, StyleTexts texts, Typesetter type)
    {
        var slot = Layout.Photo;
        var (middle, centre) = ((slot.Left + slot.Right) / 2, (slot.Bottom + slot.Top) / 2);
        content.BeginMarked("Figure", (int)Mark.Photo);
        if (photo is null)
        {
            type.Line(texts.Photo.Chinese, PageType.Hint, middle, centre, Alignment.Centre);
            type.Line(texts.Photo.English, PageType.EnglishHint, middle, centre - 3.6, Alignment.Centre);
        }
        else
        {
            PhotoImage.Draw(content, photo, slot);
        }

        content.EndMarked();
    }
}
