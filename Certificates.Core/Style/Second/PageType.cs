namespace Certificates.Core.Style.Second;

/// <summary>How the texts of the page are set. Nothing that is read is smaller than <see cref="Least"/>.</summary>
internal static class PageType
{
    /// <summary>The least size of type, millimetres: 7 points.</summary>
    public static readonly double Least = Measures.Points(7);

    public static readonly TypeStyle Title = new(Typeface.Song, Measures.Points(34), Palette.Red, 3.4);
    public static readonly TypeStyle EnglishTitle = new(Typeface.Song, Measures.Points(12.5), Palette.DarkGold);
    public static readonly TypeStyle Statement = new(Typeface.Song, Measures.Points(13), Palette.Ink);
    public static readonly TypeStyle EnglishStatement = new(Typeface.Song, Measures.Points(9), Palette.Label);
    public static readonly TypeStyle Label = new(Typeface.Song, Measures.Points(10), Palette.Label);
    public static readonly TypeStyle EnglishLabel = new(Typeface.Song, Least, Palette.Label);
    public static readonly TypeStyle Value = new(Typeface.Kai, Measures.Points(14), Palette.Ink) { Floor = Measures.Points(10) };
    public static readonly TypeStyle NameValue = new(Typeface.Kai, Measures.Points(20), Palette.Ink) { Floor = Measures.Points(12) };
    public static readonly TypeStyle NumberValue = new(Typeface.Mono, Measures.Points(11.5), Palette.Ink) { Floor = Least };
    public static readonly TypeStyle EnglishValue = new(Typeface.Song, Measures.Points(7.5), Palette.Label) { Floor = Least };
    public static readonly TypeStyle Small = new(Typeface.Song, Measures.Points(8), Palette.Label);
    public static readonly TypeStyle Address = new(Typeface.Song, Measures.Points(8.5), Palette.Ink) { Floor = Least };
    public static readonly TypeStyle Domain = new(Typeface.Song, Measures.Points(10), Palette.Red) { Floor = Least };
    public static readonly TypeStyle Foot = new(Typeface.Song, Least, Palette.Label) { Floor = Measures.Points(6) };
    public static readonly TypeStyle Hint = new(Typeface.Song, Measures.Points(9), Palette.PaleGold);
    public static readonly TypeStyle EnglishHint = new(Typeface.Song, Least, Palette.PaleGold);
}
