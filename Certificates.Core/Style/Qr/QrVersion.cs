using System.Collections.Concurrent;

namespace Certificates.Core.Style.Qr;

/// <summary>
/// All that the symbols of one version have in common at error correction M (ISO/IEC 18004): capacity, blocks, function patterns,
/// the way of the data through the matrix. Made once and kept.
/// </summary>
internal sealed class QrVersion
{
    // Largest: 97 modules fit a number a line, and 970 characters are more than any address of ours has.
    private const int Largest = 20;
    private static readonly int[] CorrectionPerBlock = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
    private static readonly int[] Blocks = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
    private static readonly ConcurrentDictionary<int, QrVersion> Known = new();
    private readonly int _blocks;
    private readonly int _correction;
    private readonly ReedSolomon _code;
    private readonly (int Row, int Column)[] _path;

    private QrVersion(int number)
    {
        (_blocks, _correction) = (Blocks[number - 1], CorrectionPerBlock[number - 1]);
        _code = new ReedSolomon(_correction);
        var patterns = new FunctionPatterns(number);
        _path = [.. patterns.DataPath()];
        CountBits = CountBitsOf(number);
        DataCodewords = (_path.Length / 8) - (_blocks * _correction);
        Masks = [.. Enumerable.Range(0, QrMask.Count).Select(mask => new QrMask(mask, patterns.Dark, patterns.Reserved))];
        Size = patterns.Dark.Size;
    }

    /// <summary>Modules a side.</summary>
    public int Size { get; }

    /// <summary>Bits of the count of characters.</summary>
    public int CountBits { get; }

    public int DataCodewords { get; }

    /// <summary>The eight masks.</summary>
    public IReadOnlyList<QrMask> Masks { get; }

    /// <summary>The smallest version that holds so many characters.</summary>
    public static QrVersion Smallest(int characters)
    {
        for (var number = 1; number <= Largest; number++)
        {
            var version = Known.GetOrAdd(number, static wanted => new QrVersion(wanted));
            if (AlphanumericBits.Length(characters, version.CountBits) <= version.DataCodewords * 8)
            {
                return version;
            }
        }

        throw new ArgumentException($"{characters} characters are more than a QR code of version {Largest} holds.", nameof(characters));
    }

    /// <summary>Data with their error correction, block by block by turns (7.6).</summary>
    public byte[] Interleave(ReadOnlySpan<byte> data)
    {
        var result = new byte[_path.Length / 8];
        var (shorter, longer) = (data.Length / _blocks, data.Length % _blocks);
        Span<byte> correction = stackalloc byte[_correction];
        for (int block = 0, from = 0; block < _blocks; block++)
        {
            var length = shorter + (block >= _blocks - longer ? 1 : 0);
            var own = data.Slice(from, length);
            for (var i = 0; i < length; i++)
            {
                // the last codeword of the longer blocks stands behind those that all have
                result[(i * _blocks) + block - (i == shorter ? _blocks - longer : 0)] = own[i];
            }

            _code.Compute(own, correction);
            for (var i = 0; i < _correction; i++)
            {
                result[data.Length + (i * _blocks) + block] = correction[i];
            }

            from += length;
        }

        return result;
    }

    /// <summary>Codewords on their way through the matrix, without a mask; modules left over are light.</summary>
    public BitSquare Place(ReadOnlySpan<byte> codewords)
    {
        var square = new BitSquare(Size);
        for (var bit = 0; bit < codewords.Length * 8; bit++)
        {
            if ((codewords[bit / 8] >> (7 - (bit % 8)) & 1) != 0)
            {
                square.Set(_path[bit].Row, _path[bit].Column, dark: true);
            }
        }

        return square;
    }

    /// <summary>The bits that a BCH code adds to a value.</summary>
    public static int BchRemainder(int value, int generator, int bits)
    {
        var remainder = value;
        for (var i = 0; i < bits; i++)
        {
            remainder = (remainder << 1) ^ ((remainder >> (bits - 1)) * generator);
        }

        return remainder;
    }

    private static int CountBitsOf(int number) => number < 10 ? 9 : 11;
}
