namespace Certificates.Core.Style.Qr;

/// <summary>How ill a masked symbol may be read: the four features of ISO/IEC 18004, 7.8.3, table 11. Less is better.</summary>
internal static class MaskPenalty
{
    private const int FinderPenalty = 40;

    // 1:1:3:1:1 with four light modules on one side; read from bit 0 on
    private static readonly UInt128[] Finders = [0b000_0101_1101, 0b101_1101_0000];

    public static int Of(BitSquare symbol)
    {
        var dark = 0;
        foreach (var row in symbol.Rows)
        {
            dark += Ones(row);
        }

        return Lines(symbol.Rows) + Lines(symbol.Columns) + Blocks(symbol.Rows) + Balance(dark, symbol.Size * symbol.Size);
    }

    private static int Lines(ReadOnlySpan<UInt128> lines)
    {
        var penalty = 0;
        var pairs = First(lines.Length - 1);
        var windows = First(lines.Length - 10);
        foreach (var line in lines)
        {
            // Five alike in a row are four alike pairs; a run of n has n − 4 such windows and costs n − 2.
            var alike = ~(line ^ line >> 1) & pairs;
            var fives = alike & alike >> 1;
            fives &= fives >> 2;
            penalty += Ones(fives) + (2 * Ones(fives & ~(fives << 1)));
            penalty += FinderPenalty * Ones(FindersIn(line) & windows);
        }

        return penalty;
    }

    /// <summary>Where a finder begins; two cannot begin at one module.</summary>
    private static UInt128 FindersIn(UInt128 line)
    {
        UInt128 found = 0;
        foreach (var finder in Finders)
        {
            var here = UInt128.MaxValue;
            for (var i = 0; i < 11; i++)
            {
                here &= (finder >> i & 1) != 0 ? line >> i : ~(line >> i);
            }

            found |= here;
        }

        return found;
    }

    private static int Blocks(ReadOnlySpan<UInt128> rows)
    {
        var blocks = 0;
        var pairs = First(rows.Length - 1);
        for (var i = 1; i < rows.Length; i++)
        {
            var (upper, lower) = (rows[i - 1], rows[i]);
            var both = ~(upper ^ lower);
            blocks += Ones(both & both >> 1 & ~(upper ^ upper >> 1) & pairs);
        }

        return 3 * blocks;
    }

    /// <summary>Ten for every five per cent of dark modules away from half.</summary>
    private static int Balance(int dark, int all)
    {
        var below = dark * 20 / all;
        return 10 * Math.Min(Math.Abs(below - 10), Math.Abs(below - 9));
    }

    private static int Ones(UInt128 bits) => (int)UInt128.PopCount(bits);

    private static UInt128 First(int count) => (UInt128.One << count) - 1;
}
