namespace Certificates.Core.Style.Qr;

/// <summary>What a reader finds its way by: finders, timing, alignment, version (ISO/IEC 18004, 6.3 and 7.10).</summary>
internal sealed class FunctionPatterns
{
    private const int VersionGenerator = 0b1_1111_0010_0101;
    private const int FirstWithVersion = 7;
    private readonly int _version;

    /// <summary>Draws those of a version.</summary>
    public FunctionPatterns(int version)
    {
        _version = version;
        var size = 17 + (4 * version);
        (Dark, Reserved) = (new BitSquare(size), new BitSquare(size));
        for (var i = 0; i < size; i++)
        {
            Put(6, i, i % 2 == 0);
            Put(i, 6, i % 2 == 0);
        }

        DrawFinder(3, 3);
        DrawFinder(3, size - 4);
        DrawFinder(size - 4, 3);
        DrawAlignments(size);
        ReserveFormat(size);
        if (version >= FirstWithVersion)
        {
            DrawVersion(size);
        }
    }

    /// <summary>Their dark modules.</summary>
    public BitSquare Dark { get; }

    /// <summary>Where no data stand: theirs and the format's.</summary>
    public BitSquare Reserved { get; }

    /// <summary>The modules of the data in their order: two columns at a time from the right, up and down by turns (7.7.3).</summary>
    public IEnumerable<(int Row, int Column)> DataPath()
    {
        var size = Dark.Size;
        var isUpward = true;
        for (var right = size - 1; right > 0; right -= 2, isUpward = !isUpward)
        {
            right -= right == 6 ? 1 : 0;
            for (var step = 0; step < size; step++)
            {
                var row = isUpward ? size - 1 - step : step;
                for (var column = right; column > right - 2; column--)
                {
                    if (!Reserved[row, column])
                    {
                        yield return (row, column);
                    }
                }
            }
        }
    }

    private void Put(int row, int column, bool dark)
    {
        Dark.Set(row, column, dark);
        Reserved.Set(row, column, dark: true);
    }

    /// <summary>Rings around a middle, with the light edge that sets it off.</summary>
    private void DrawFinder(int middleRow, int middleColumn)
    {
        for (var row = Math.Max(0, middleRow - 4); row <= Math.Min(Dark.Size - 1, middleRow + 4); row++)
        {
            for (var column = Math.Max(0, middleColumn - 4); column <= Math.Min(Dark.Size - 1, middleColumn + 4); column++)
            {
                var ring = Math.Max(Math.Abs(row - middleRow), Math.Abs(column - middleColumn));
                Put(row, column, ring is not (2 or 4));
            }
        }
    }

    private void DrawAlignments(int size)
    {
        var lines = AlignmentLines(size);
        foreach (var (row, column) in lines.SelectMany(row => lines.Select(column => (row, column))))
        {
            // the three corners are the finders'
            if (!(row == 6 && column == 6) && !(row == 6 && column == size - 7) && !(row == size - 7 && column == 6))
            {
                for (var i = 0; i < 25; i++)
                {
                    var (down, right) = ((i / 5) - 2, (i % 5) - 2);
                    Put(row + down, column + right, Math.Max(Math.Abs(down), Math.Abs(right)) != 1);
                }
            }
        }
    }

    /// <summary>Annex E: evenly spaced from the far edge, the first at 6.</summary>
    private int[] AlignmentLines(int size)
    {
        if (_version == 1)
        {
            return [];
        }

        var count = (_version / 7) + 2;
        var step = ((_version * 8) + (count * 3) + 5) / ((count * 4) - 4) * 2;
        return [6, .. Enumerable.Range(1, count - 1).Select(i => size - 7 - (step * (count - 1 - i)))];
    }

    private void ReserveFormat(int size)
    {
        for (var i = 0; i < 9; i++)
        {
            Reserved.Set(8, i, dark: true);
            Reserved.Set(i, 8, dark: true);
            if (i < 8)
            {
                Reserved.Set(8, size - 1 - i, dark: true);
                Reserved.Set(size - 1 - i, 8, dark: true);
            }
        }

        Dark.Set(size - 8, 8, dark: true);
    }

    /// <summary>Six bits with twelve of a BCH code, beside two finders.</summary>
    private void DrawVersion(int size)
    {
        var bits = _version << 12 | QrVersion.BchRemainder(_version, VersionGenerator, 12);
        for (var i = 0; i < 18; i++)
        {
            var isDark = (bits >> i & 1) != 0;
            Put(i / 3, size - 11 + (i % 3), isDark);
            Put(size - 11 + (i % 3), i / 3, isDark);
        }
    }
}
