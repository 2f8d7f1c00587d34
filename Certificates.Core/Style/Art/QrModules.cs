namespace Certificates.Core.Style.Art;

/// <summary>The modules of a QR symbol without its quiet zone (ISO/IEC 18004); what is drawn and what is read back are compared.</summary>
internal sealed class QrModules : IEquatable<QrModules>
{
    /// <summary>Modules of a word.</summary>
    public const int WordLength = 64;

    private readonly ulong[] _dark;

    /// <summary>A symbol of <paramref name="size"/> light modules a side.</summary>
    public QrModules(int size) =>
        (Size, WordsOfRow, _dark) = (size, (size + WordLength - 1) / WordLength, new ulong[size * ((size + WordLength - 1) / WordLength)]);

    /// <summary>Modules a side, 21–177.</summary>
    public int Size { get; }

    /// <summary>Words that a row takes.</summary>
    public int WordsOfRow { get; }

    /// <summary>Whether a module is dark; rows count from the top.</summary>
    public bool this[int row, int column]
    {
        get => (Row(row)[column / WordLength] >> (column % WordLength) & 1) != 0;
        set
        {
            ref var word = ref Row(row)[column / WordLength];
            var bit = 1UL << (column % WordLength);
            word = value ? word | bit : word & ~bit;
        }
    }

    /// <summary>The modules of a row as bits, the left one lowest; what is beyond the symbol is 0.</summary>
    public Span<ulong> Row(int row) => _dark.AsSpan(row * WordsOfRow, WordsOfRow);

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
    public bool Equals(QrModules? other) => other is not null && Size == other.Size && _dark.AsSpan().SequenceEqual(other._dark);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QrModules);

    /// <inheritdoc/>
    public override int GetHashCode() => Size;
}
