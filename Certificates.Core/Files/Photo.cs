using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Files;

/// <summary>
/// A JPEG that may be embedded as it is: baseline or progressive, grey or YCbCr/RGB, 8 bits, no EXIF (APP14 kept).
/// <see cref="TryParse"/> is the only way in.
/// </summary>
public sealed record Photo
{
    /// <summary>The largest file taken, in bytes: 200 KB.</summary>
    public const int MaxLength = 200 * 1024;

    /// <summary>The shortest side taken, in pixels.</summary>
    public const int MinSide = 100;

    /// <summary>The longest side taken, in pixels.</summary>
    public const int MaxSide = 4000;

    private Photo(JpegReader read) => (Jpeg, Width, Height, IsGrey) = (read.Cleaned, read.Width, read.Height, read.Components == 1);

    /// <summary>The cleaned file.</summary>
    public ReadOnlyMemory<byte> Jpeg { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>One component rather than three.</summary>
    public bool IsGrey { get; }

    /// <summary>Reads and cleans a file as sent.</summary>
    /// <param name="file">The file.</param>
    /// <param name="photo">The photo, when it is one.</param>
    /// <param name="refusal"><c>photo_invalid</c> when it is not; says what is wrong.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> file, [NotNullWhen(true)] out Photo? photo, [NotNullWhen(false)] out Refusal? refusal)
    {
        var jpeg = new JpegReader();
        var fault = file.Length > MaxLength ? "is larger than 200 KB" : jpeg.Read(file.Span) ?? Fault(jpeg);
        photo = fault is null ? new Photo(jpeg) : null;
        refusal = fault is null
            ? null
            : new Refusal(
                RefusalCode.PhotoInvalid, "photo", $"The photo {fault}: send a JPEG in colour or grey, 358×441 pixels, at most 200 KB.");
        return fault is null;
    }

    private static string? Fault(JpegReader jpeg) => jpeg switch
    {
        { Bits: not 8 } => "does not have 8 bits a component",
        { Components: 4 } => "is CMYK",
        { Components: not (1 or 3) } => "is neither colour nor grey",
        { Width: < MinSide or > MaxSide } or { Height: < MinSide or > MaxSide } => $"has a side outside {MinSide}–{MaxSide} pixels",
        _ => null,
    };
}
