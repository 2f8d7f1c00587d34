namespace Certificates.Core.Style.Art;

/// <summary>The modules of a QR symbol without its quiet zone (ISO/IEC 18004); what is drawn and what is read back are compared.</summary>
internal sealed class QrModules : IEquatable<QrModules>
{
    private readonly bool[] _dark;

    /// <summary>A symbol of <paramref name="size"/> light modules a side.</summary>
    public QrModules(int size) => (Size, _dark) = (size, new bool[size * size]);

    /// <summary>Modules a side, 21–177.</summary>
    public int Size { get; }

    /// <summary>Whether a module is dark; rows count from the top.</summary>
    public bool this[int row, int column]
    {
        get => _dark[(row * Size) + column];
        set => _dark[(row * Size) + column] = value;
    }

    /// <summary>The dark runs, row by row.</summary>
    public IEnumerable<(int Row, int Column, int Length)> Runs()
    {
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                var start = column;
                while (column < Size && this[row, column])
                {
                    column++;
                }

                if (column > start)
                {
                    yield return (row, start, column - start);
                }
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(QrModules? other) => other is not null && _dark.AsSpan().SequenceEqual(other._dark);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QrModules);

    /// <inheritdoc/>
    public override int GetHashCode() => Size;
}
