using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Certificates.Core.Files;

/// <summary>
/// Which way up the pixels of a picture lie (CIPA DC-008, tag 0112): where the first row and the first column of pixels belong when
/// the picture is looked at. The values are those of the tag.
/// </summary>
public enum PhotoOrientation
{
    /// <summary>Row at the top, column at the left: upright.</summary>
    TopLeft = 1,

    /// <summary>Mirrored left to right.</summary>
    TopRight,

    /// <summary>Upside down.</summary>
    BottomRight,

    /// <summary>Mirrored top to bottom.</summary>
    BottomLeft,

    /// <summary>On its side and mirrored: row at the left, column at the top.</summary>
    LeftTop,

    /// <summary>On its side: row at the right, column at the top, as most phones hold a portrait.</summary>
    RightTop,

    /// <summary>On its side and mirrored: row at the right, column at the bottom.</summary>
    RightBottom,

    /// <summary>On its side: row at the left, column at the bottom.</summary>
    LeftBottom,
}

/// <summary>
/// The unit square that a picture's pixels fill, turned upright: a pixel at (u, v), both from 0 to 1, v upwards, is seen at
/// (A·u + C·v + E, B·u + D·v + F). All six are −1, 0 or 1.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UprightTurn(int A, int B, int C, int D)
{
    /// <summary>What keeps the turned square in its place.</summary>
    public int E => A < 0 || C < 0 ? 1 : 0;

    /// <summary>What keeps the turned square in its place.</summary>
    public int F => B < 0 || D < 0 ? 1 : 0;
}

/// <summary>What an orientation means, and the one segment of a JPEG that tells it.</summary>
internal static class PhotoOrientations
{
    private const int Tag = 0x0112, Short = 3;

    /// <summary>True where width and height change places when the picture is turned upright.</summary>
    public static bool IsOnSide(this PhotoOrientation orientation) => orientation >= PhotoOrientation.LeftTop;

    /// <summary>How the pixels are turned for the picture to be upright.</summary>
    public static UprightTurn Turn(this PhotoOrientation orientation) => orientation switch
    {
        PhotoOrientation.TopLeft => new(1, 0, 0, 1),
        PhotoOrientation.TopRight => new(-1, 0, 0, 1),
        PhotoOrientation.BottomRight => new(-1, 0, 0, -1),
        PhotoOrientation.BottomLeft => new(1, 0, 0, -1),
        PhotoOrientation.LeftTop => new(0, -1, -1, 0),
        PhotoOrientation.RightTop => new(0, -1, 1, 0),
        PhotoOrientation.RightBottom => new(0, 1, 1, 0),
        PhotoOrientation.LeftBottom => new(0, 1, -1, 0),
    };

    /// <summary>The orientation that is turned upright so; upright for a turn that is none.</summary>
    public static PhotoOrientation Of(UprightTurn turn) =>
        Enum.GetValues<PhotoOrientation>().FirstOrDefault(each => each.Turn() == turn, PhotoOrientation.TopLeft);

    /// <summary>
    /// The orientation that the body of an APP1 segment tells; null when it is no EXIF, or tells none that there is. What no viewer
    /// would turn is not turned here either.
    /// </summary>
    public static PhotoOrientation? Read(ReadOnlySpan<byte> segment)
    {
        const int Head = 6, TiffHead = 8, EntryLength = 12;
        if (segment.Length < Head + TiffHead || !segment.StartsWith("Exif\0"u8))
        {
            return null;
        }

        var tiff = segment[Head..];
        var isLittle = tiff.StartsWith("II*\0"u8);
        var directory = isLittle || tiff.StartsWith("MM\0*"u8) ? Word(tiff[4..], isLittle) : uint.MaxValue;
        if (directory > tiff.Length - 2)
        {
            return null;
        }

        var count = Half(tiff[(int)directory..], isLittle);
        for (var at = (int)directory + 2; count > 0 && at + EntryLength <= tiff.Length; at += EntryLength, count--)
        {
            var entry = tiff.Slice(at, EntryLength);
            if (Half(entry, isLittle) == Tag)
            {
                var isOne = Half(entry[2..], isLittle) == Short && Word(entry[4..], isLittle) == 1;
                return isOne && Half(entry[8..], isLittle) is >= 1 and <= 8 and var value ? (PhotoOrientation)value : null;
            }
        }

        return null;
    }

    /// <summary>A JPEG without EXIF with an EXIF that tells the orientation and nothing else; as it is when it is upright.</summary>
    public static ReadOnlyMemory<byte> Tell(this PhotoOrientation orientation, ReadOnlyMemory<byte> jpeg) =>
        orientation == PhotoOrientation.TopLeft ? jpeg : (byte[])
        [
            .. jpeg.Span[..2], 0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1,
            Tag >> 8, Tag & 0xFF, 0, Short, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
            .. jpeg.Span[2..],
        ];

    private static ushort Half(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Word(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
