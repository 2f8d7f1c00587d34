namespace Certificates.Tests.Files;

/// <summary>
/// Grey baseline JPEGs of flat squares of 8×8 pixels (ITU-T T.81), which every decoder shows exactly as they went in, lying as a camera
/// with an orientation would store them (CIPA DC-008, tag 0112).
/// </summary>
internal static class BlockJpeg
{
    /// <summary>A picture that looks different turned or mirrored in any way: a dark F on a ground that grows lighter to the right and down.</summary>
    public static byte[,] Letter(int rows = 32, int columns = 24)
    {
        var shown = new byte[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var isStem = column >= columns / 4 && column < columns / 3 && row >= rows / 6 && row < 5 * rows / 6;
                var isArm = column >= columns / 4 && column < 3 * columns / 4 && row % (rows / 3) >= rows / 6 && row % (rows / 3) < rows / 4 && row < rows / 2;
                shown[row, column] = (byte)(isStem || isArm ? 20 : 90 + (60 * row / rows) + (90 * column / columns));
            }
        }

        return shown;
    }

    /// <summary>The file of a picture, its pixels lying by an orientation, which its EXIF tells; 0 tells none.</summary>
    public static byte[] Of(byte[,] shown, int orientation = 0, bool tells = true) => Encode(Lying(shown, orientation), tells ? orientation : 0);

    /// <summary>An APP1 segment with an orientation among other tags, in either order of bytes.</summary>
    public static byte[] Exif(int orientation, bool isLittle = true)
    {
        byte[] Half(int value) => isLittle ? [(byte)(value & 0xFF), (byte)(value >> 8)] : [(byte)(value >> 8), (byte)(value & 0xFF)];
        byte[] Word(int value) => isLittle ? [.. Half(value & 0xFFFF), .. Half(value >> 16)] : [.. Half(value >> 16), .. Half(value & 0xFFFF)];
        byte[] tiff =
        [
            .. isLittle ? "II"u8 : "MM"u8, .. Half(42), .. Word(8), .. Half(3),
            .. Half(0x010F), .. Half(2), .. Word(4), .. "CAM\0"u8,
            .. Half(0x0112), .. Half(3), .. Word(1), .. Half(orientation), .. Half(0),
            .. Half(0x8825), .. Half(4), .. Word(1), .. Word(50),
            .. Word(0), .. "GPS of home"u8,
        ];
        return [0xFF, 0xE1, 0, (byte)(tiff.Length + 8), .. "Exif\0\0"u8, .. tiff];
    }

    private static byte[,] Lying(byte[,] shown, int orientation)
    {
        var (height, width) = (shown.GetLength(0), shown.GetLength(1));
        var stored = orientation < 5 ? new byte[height, width] : new byte[width, height];
        for (var row = 0; row < stored.GetLength(0); row++)
        {
            for (var column = 0; column < stored.GetLength(1); column++)
            {
                stored[row, column] = orientation switch
                {
                    2 => shown[row, width - 1 - column],
                    3 => shown[height - 1 - row, width - 1 - column],
                    4 => shown[height - 1 - row, column],
                    5 => shown[column, row],
                    6 => shown[column, width - 1 - row],
                    7 => shown[height - 1 - column, width - 1 - row],
                    8 => shown[height - 1 - column, row],
                    _ => shown[row, column],
                };
            }
        }

        return stored;
    }

    private static byte[] Encode(byte[,] blocks, int orientation)
    {
        var (height, width) = (8 * blocks.GetLength(0), 8 * blocks.GetLength(1));
        return
        [
            0xFF, 0xD8,
            .. orientation == 0 ? [] : Exif(orientation),
            0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)8, 64),
            0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)(height & 0xFF), (byte)(width >> 8), (byte)(width & 0xFF), 1, 1, 0x11, 0,
            0xFF, 0xC4, 0, 31, 0x00, 0, 0, 0, 12, .. new byte[12], .. Enumerable.Range(0, 12).Select(category => (byte)category),
            0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0,
            0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0,
            .. Scan(blocks.Cast<byte>()),
            0xFF, 0xD9,
        ];
    }

    /// <summary>Of each square the difference of its grey to the one before, then the end of the block.</summary>
    private static IEnumerable<byte> Scan(IEnumerable<byte> greys)
    {
        var bits = new List<bool>();
        var before = 0;
        foreach (var grey in greys)
        {
            var difference = grey - 128 - before;
            before = grey - 128;
            var length = 32 - int.LeadingZeroCount(Math.Abs(difference));
            Put(length, 4);
            Put(difference < 0 ? difference - 1 : difference, length);
            Put(0, 1);
        }

        while (bits.Count % 8 != 0)
        {
            bits.Add(true);
        }

        foreach (var eight in bits.Chunk(8))
        {
            var value = eight.Aggregate(0, (all, bit) => (all << 1) | (bit ? 1 : 0));
            yield return (byte)value;
            if (value == 0xFF)
            {
                yield return 0;
            }
        }

        void Put(int value, int length)
        {
            for (var i = length - 1; i >= 0; i--)
            {
                bits.Add(((value >> i) & 1) != 0);
            }
        }
    }
}
