namespace Certificates.Core.Style.Qr;

/// <summary>One of the eight masks on a version: what it flips, and the function patterns with the format that names it.</summary>
internal sealed class QrMask
{
    /// <summary>How many there are.</summary>
    public const int Count = 8;

    private const int FormatGenerator = 0b101_0011_0111;
    private const int FormatMask = 0b101_0100_0001_0010;
    private readonly BitSquare _flipsAndPatterns;

    /// <summary>Prepares mask <paramref name="number"/> for a version.</summary>
    /// <param name="number">0–7.</param>
    /// <param name="patterns">The function patterns, drawn.</param>
    /// <param name="reserved">Where they stand, and the format.</param>
    public QrMask(int number, BitSquare patterns, BitSquare reserved)
    {
        // Data are light where patterns stand, so one exclusive or lays both: flips on the data, patterns and format beside them.
        _flipsAndPatterns = patterns.Copy();
        var size = patterns.Size;
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                if (!reserved[row, column] && Flips(number, row, column))
                {
                    _flipsAndPatterns.Set(row, column, dark: true);
                }
            }
        }

        DrawFormat(number, size);
    }

    /// <summary>A symbol of data that were placed and not masked yet.</summary>
    public BitSquare Apply(BitSquare data) => _flipsAndPatterns.Xor(data);

    // ISO/IEC 18004, table 10
    private static bool Flips(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => ((row / 2) + (column / 3)) % 2 == 0,
        5 => (row * column % 2) + (row * column % 3) == 0,
        6 => ((row * column % 2) + (row * column % 3)) % 2 == 0,
        _ => (((row + column) % 2) + (row * column % 3)) % 2 == 0,
    };

    /// <summary>Level M is 00; five bits with ten of a BCH code, twice (ISO/IEC 18004, 7.9.1).</summary>
    private void DrawFormat(int mask, int size)
    {
        var format = (mask << 10 | QrVersion.BchRemainder(mask, FormatGenerator, 10)) ^ FormatMask;
        for (var bit = 0; bit < 15; bit++)
        {
            var isDark = (format >> bit & 1) != 0;

            // beside the upper left finder, around the timing lines; then split over the other two
            var (row, column) = bit < 8 ? (bit < 6 ? bit : bit + 1, 8) : (8, bit == 8 ? 7 : 14 - bit);
            _flipsAndPatterns.Set(row, column, isDark);
            (row, column) = bit < 8 ? (8, size - 1 - bit) : (size - 15 + bit, 8);
            _flipsAndPatterns.Set(row, column, isDark);
        }
    }
}
