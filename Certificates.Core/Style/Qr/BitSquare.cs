using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.Qr;

/// <summary>
/// A square of modules as one number a row and one a column, bit 0 at the left or at the top: what is asked of a line is asked
/// of all its modules at once.
/// </summary>
internal sealed class BitSquare
{
    private readonly UInt128[] _rows;
    private readonly UInt128[] _columns;

    /// <summary>A square of light modules; at most 97 a side.</summary>
    public BitSquare(int size) => (_rows, _columns) = (new UInt128[size], new UInt128[size]);

    private BitSquare(UInt128[] rows, UInt128[] columns) => (_rows, _columns) = (rows, columns);

    /// <summary>Modules a side.</summary>
    public int Size => _rows.Length;

    /// <summary>Dark modules, a number a row.</summary>
    public ReadOnlySpan<UInt128> Rows => _rows;

    /// <summary>The same, a number a column.</summary>
    public ReadOnlySpan<UInt128> Columns => _columns;

    /// <summary>Whether a module is dark.</summary>
    public bool this[int row, int column] => (_rows[row] >> column & 1) != 0;

    /// <summary>Makes a module dark or light.</summary>
    public void Set(int row, int column, bool dark)
    {
        var (inRow, inColumn) = (UInt128.One << column, UInt128.One << row);
        _rows[row] = dark ? _rows[row] | inRow : _rows[row] & ~inRow;
        _columns[column] = dark ? _columns[column] | inColumn : _columns[column] & ~inColumn;
    }

    /// <summary>A square of its own with the same modules.</summary>
    public BitSquare Copy() => new((UInt128[])_rows.Clone(), (UInt128[])_columns.Clone());

    /// <summary>Dark where exactly one of the two is.</summary>
    public BitSquare Xor(BitSquare other) => new(Xor(_rows, other._rows), Xor(_columns, other._columns));

    /// <summary>The square as modules to draw.</summary>
    public QrModules ToModules()
    {
        var modules = new QrModules(Size);
        for (var row = 0; row < Size; row++)
        {
            var words = modules.Row(row);
            for (var word = 0; word < words.Length; word++)
            {
                words[word] = (ulong)(_rows[row] >> (word * QrModules.WordLength) & ulong.MaxValue);
            }
        }

        return modules;
    }

    private static UInt128[] Xor(UInt128[] one, UInt128[] other)
    {
        var result = new UInt128[one.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = one[i] ^ other[i];
        }

        return result;
    }
}
