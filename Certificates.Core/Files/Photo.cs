using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Files;

/// <summary>
/// A JPEG that may be embedded as it is: baseline or progressive, grey or YCbCr/RGB, 8 bits. Of its metadata only the orientation is
/// kept, beside the pixels, which stay as they were sent. <see cref="TryParse"/> is the only way in.
/// </summary>
public sealed record Photo
{
    /// <summary>The largest file taken, in bytes: 200 KB.</summary>
    public const int MaxLength = 200 * 1024;

    /// <summary>The shortest side taken, in pixels.</summary>
    public const int MinSide = 100;

    /// <summary>The longest side taken, in pixels.</summary>
    public const int MaxSide = 4000;

    /// <summary>
    /// Width to height, upright: from 5:7, the one-inch photo of 25 mm × 35 mm (295×413), to 26:32, the photo of the identity card
    /// (358×441), with 3:4 between them, and 5 % beyond either.
    /// </summary>
    private const double Narrowest = 5.0 / 7 * 0.95, Widest = 358.0 / 441 * 1.05;

    private Photo(JpegReader read)
    {
        (Jpeg, Orientation, IsGrey) = (read.Cleaned, read.Orientation, read.Components == 1);
        (PixelWidth, PixelHeight) = (read.Width, read.Height);
        (Width, Height) = Orientation.IsOnSide() ? (read.Height, read.Width) : (read.Width, read.Height);
        File = Orientation.Tell(Jpeg);
    }

    /// <summary>The cleaned picture, its pixels as they lie: for whoever turns it by <see cref="Orientation"/> themselves.</summary>
    public ReadOnlyMemory<byte> Jpeg { get; }

    /// <summary>The cleaned file, with its orientation in it where it has one: what is kept, and what a viewer shows upright.</summary>
    public ReadOnlyMemory<byte> File { get; }

    /// <summary>Which way up the pixels lie.</summary>
    public PhotoOrientation Orientation { get; }

    /// <summary>Width in pixels, upright.</summary>
    public int Width { get; }

    /// <summary>Height in pixels, upright.</summary>
    public int Height { get; }

    /// <summary>One component rather than three.</summary>
    public bool IsGrey { get; }

    /// <summary>Width in pixels as they lie.</summary>
    internal int PixelWidth { get; }

    /// <summary>Height in pixels as they lie.</summary>
    internal int PixelHeight { get; }

    /// <summary>
    /// True where its shape is close enough to the frame's to fill it by cropping; always so but for photos of before this rule.
    /// </summary>
    internal bool FillsFrame => (double)Width / Height is >= Narrowest and <= Widest;

    /// <summary>Reads and cleans a file as sent.</summary>
    /// <param name="file">The file.</param>
    /// <param name="photo">The photo, when it is one.</param>
    /// <param name="refusal"><c>photo_invalid</c> when it is not; says what is wrong.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> file, [NotNullWhen(true)] out Photo? photo, [NotNullWhen(false)] out Refusal? refusal)
    {
        photo = null;
        refusal = file.Length > MaxLength ? Refuse(new PhotoFault("is larger than 200 KB", "超过 200 KB")) : null;
        if (refusal is null && TryParseKept(file, out photo, out refusal) && !photo.FillsFrame)
        {
            refusal = Refuse(photo.ShapeFault);
            photo = null;
        }

        return photo is not null;
    }

    /// <summary>The same for a photo that was taken before: rules of size and shape bind new ones only.</summary>
    internal static bool TryParseKept(
        ReadOnlyMemory<byte> file, [NotNullWhen(true)] out Photo? photo, [NotNullWhen(false)] out Refusal? refusal)
    {
        var jpeg = new JpegReader();
        var fault = jpeg.Read(file.Span) ?? Fault(jpeg);
        photo = fault is null ? new Photo(jpeg) : null;
        refusal = fault is null ? null : Refuse(fault);
        return fault is null;
    }

    private static PhotoFault? Fault(JpegReader jpeg) => jpeg switch
    {
        { Bits: not 8 } => new("does not have 8 bits a component", "不是 8 位色深"),
        { Components: 4 } => new("is CMYK", "是 CMYK 印刷模式"),
        { Components: not (1 or 3) } => new("is neither colour nor grey", "既非彩色也非灰度"),
        { Width: < MinSide or > MaxSide } or { Height: < MinSide or > MaxSide } =>
            new($"has a side outside {MinSide}–{MaxSide} pixels", $"边长不在 {MinSide}–{MaxSide} 像素之间"),
        _ => null,
    };

    private PhotoFault ShapeFault => Width >= Height
        ? new($"is {Width}×{Height} pixels and not upright", $"为 {Width}×{Height} 像素，不是竖版")
        : Width * 441 > Height * 358
            ? new($"is {Width}×{Height} pixels, too wide for its height", $"为 {Width}×{Height} 像素，相对高度过宽")
            : new($"is {Width}×{Height} pixels, too high for its width", $"为 {Width}×{Height} 像素，相对宽度过高");

    private static Refusal Refuse(PhotoFault fault) => new(
        RefusalCode.PhotoInvalid,
        "photo",
        $"The photo {fault.English}: send an upright JPEG in colour or grey, 295×413 or 358×441 pixels, at most 200 KB.",
        $"照片{fault.Chinese}，请使用竖版 JPEG 照片（彩色或灰度），295×413 或 358×441 像素，不超过 200 KB。");
}

/// <summary>What is wrong with a photo, as what follows the words "The photo" and 照片.</summary>
/// <param name="English">In English.</param>
/// <param name="Chinese">In Chinese.</param>
internal sealed record PhotoFault(string English, string Chinese);
