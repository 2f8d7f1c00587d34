using System.Numerics;

namespace Certificates.Core.Style.Qr;

/// <summary>How ill a masked symbol may be read: the four features of ISO/IEC 18004, 7.8.3, table 11. Less is better.</summary>
internal static class MaskPenalty
{
    private const int FinderPenalty = 40;

    public static int Of(BitSquare symbol)
    {
        var dark = 0;
        foreach (var row in symbol.Rows)
        {
            dark += Ones(row);
        }

        // A line of the symbols that certificates have fits into one word, which is counted several times as fast as two.
        var inLines = symbol.Size <= 64
            ? Lines<ulong>(symbol.Rows) + Lines<ulong>(symbol.Columns) + Blocks<ulong>(symbol.Rows)
            : Lines<UInt128>(symbol.Rows) + Lines<UInt128>(symbol.Columns) + Blocks<UInt128>(symbol.Rows);
        return inLines + Balance(dark, symbol.Size * symbol.Size);
    }

    private static int Lines<T>(ReadOnlySpan<UInt128> lines)
        where T : IBinaryInteger<T>
    {
        var penalty = 0;
        var pairs = First<T>(lines.Length - 1);
        var windows = First<T>(lines.Length - 10);
        foreach (var each in lines)
        {
            // Five alike in a row are four alike pairs; a run of n has n − 4 such windows and costs n − 2.
            var line = T.CreateTruncating(each);
            var alike = ~(line ^ line >> 1) & pairs;
            var fives = alike & alike >> 1;
            fives &= fives >> 2;
            penalty += Ones(fives) + (2 * Ones(fives & ~(fives << 1)));
            penalty += FinderPenalty * Ones(FindersIn(line) & windows);
        }

        return penalty;
    }

    /// <summary>Where 1:1:3:1:1 begins with four light modules on one side; two cannot begin at one module.</summary>
    private static T FindersIn<T>(T line)
        where T : IBinaryInteger<T>
    {
        var light = ~(line | line >> 1 | line >> 2 | line >> 3);
        var finder = line & ~(line >> 1) & line >> 2 & line >> 3 & line >> 4 & ~(line >> 5) & line >> 6;
        return (finder & light >> 7) | (light & finder >> 4);
    }

    private static int Blocks<T>(ReadOnlySpan<UInt128> rows)
        where T : IBinaryInteger<T>
    {
        var blocks = 0;
        var pairs = First<T>(rows.Length - 1);
        for (var i = 1; i < rows.Length; i++)
        {
            var (upper, lower) = (T.CreateTruncating(rows[i - 1]), T.CreateTruncating(rows[i]));
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

    private static int Ones<T>(T bits)
        where T : IBinaryInteger<T> => int.CreateTruncating(T.PopCount(bits));

    private static T First<T>(int count)
        where T : IBinaryInteger<T> => (T.One << count) - T.One;
}
