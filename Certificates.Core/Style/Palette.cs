using Certificates.Core.Pdf;

namespace Certificates.Core.Style;

/// <summary>The style's colours.</summary>
internal static class Palette
{
    /// <summary>Frame lines and the title.</summary>
    public static readonly Rgb Red = Rgb.Of(0xA8241F);

    /// <summary>The seal, 大红.</summary>
    public static readonly Rgb SealRed = Rgb.Of(0xD7191C);

    /// <summary>Hair lines and ornaments.</summary>
    public static readonly Rgb Gold = Rgb.Of(0xB8903F);

    /// <summary>The English of the title; 4.5 : 1 on the paper.</summary>
    public static readonly Rgb DarkGold = Rgb.Of(0x8C6A24);

    /// <summary>Lines under what is filled in.</summary>
    public static readonly Rgb PaleGold = Rgb.Of(0xD9C28E);

    /// <summary>The waves of the band on their ground.</summary>
    public static readonly Rgb Wave = Rgb.Of(0xC4605A);

    /// <summary>The paper within the frame.</summary>
    public static readonly Rgb Paper = Rgb.Of(0xFFFDF8);

    public static readonly Rgb BandPaper = Rgb.Of(0xFDF4E6);

    /// <summary>The rosette behind the text; pale enough to read 6-point type over it.</summary>
    public static readonly Rgb Rosette = Rgb.Of(0xF6E3D6);

    /// <summary>The rosette's second colour.</summary>
    public static readonly Rgb RosetteGold = Rgb.Of(0xF3E8CC);

    /// <summary>What is filled in.</summary>
    public static readonly Rgb Ink = Rgb.Of(0x1B1A1A);

    /// <summary>Labels; 7 : 1 on the paper.</summary>
    public static readonly Rgb Label = Rgb.Of(0x55504A);

    /// <summary>The specimen mark.</summary>
    public static readonly Rgb Specimen = Rgb.Of(0xF0D2CC);
}
