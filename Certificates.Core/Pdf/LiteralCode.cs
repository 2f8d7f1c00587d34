using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Certificates.Core.Pdf;

/// <summary>
/// Packs data for the FlateDecode filter by a Huffman code that is made once, from data of the same kind: one block of literals (RFC 1951,
/// 3.2.7), one look into a table a byte. Searching for repetitions takes many times as long and gains a sixth. Safe for many threads.
/// </summary>
internal sealed class LiteralCode
{
    private const int EndOfBlock = 256;
    private const int Symbols = EndOfBlock + 1;

    /// <summary>Distances are never used; two codes of one bit are a complete set, which every reader takes.</summary>
    private const int Distances = 2;

    private readonly uint[] _codes;
    private readonly byte[] _lengths;
    private readonly List<(uint Bits, int Length)> _head = [];

    /// <summary>A code for data like <paramref name="sample"/>; any other data can be packed by it too.</summary>
    public LiteralCode(ReadOnlySpan<byte> sample)
    {
        const int LongestCode = 15, LongestLengthCode = 7, Weight = 64;
        var counts = new long[Symbols];
        Array.Fill(counts, 1);
        foreach (var value in sample)
        {
            counts[value] += Weight;
        }

        _lengths = HuffmanLengths.Of(counts, LongestCode);
        _codes = CodesOf(_lengths);
        byte[] all = [.. _lengths, .. Enumerable.Repeat((byte)1, Distances)];
        var runs = RunsOf(all);
        var runCounts = new long[19];
        foreach (var (symbol, _, _) in runs)
        {
            runCounts[symbol]++;
        }

        var runLengths = HuffmanLengths.Of(runCounts, LongestLengthCode);
        WriteHead(runs, runLengths, CodesOf(runLengths));
    }

    /// <summary>Adds the zlib form of <paramref name="data"/> to <paramref name="target"/>.</summary>
    public void Pack(ReadOnlySpan<byte> data, PdfBuffer target)
    {
        var bits = new BitWriter(target.GetSpan((2 * data.Length) + 1024));
        bits.Write(0x0178, 16); // deflate, window of 32 KB, no dictionary (RFC 1950)
        foreach (var (code, length) in _head)
        {
            bits.Write(code, length);
        }

        bits.Write(data, _codes, _lengths);
        bits.Write(_codes[EndOfBlock], _lengths[EndOfBlock]);
        bits.Align();
        bits.Write(BinaryPrimitives.ReverseEndianness(Adler32(data)), 32);
        target.Advance(bits.Finish());
    }

    /// <summary>Two sums, of the bytes and of the first sum behind each byte (RFC 1950, 9); sixteen bytes at a time.</summary>
    private static uint Adler32(ReadOnlySpan<byte> data)
    {
        const uint Base = 65521;
        const int Block = 16, MostBetween = 5536; // no more than 32 bits hold the sums of
        var weights = Vector128.Create((byte)16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        var (firstWeights, lastWeights) = (Vector128.WidenLower(weights), Vector128.WidenUpper(weights));
        var (a, b) = (1u, 0u);
        for (; !data.IsEmpty; data = data[Math.Min(MostBetween, data.Length)..])
        {
            var part = data[..Math.Min(MostBetween, data.Length)];
            for (; part.Length >= Block; part = part[Block..])
            {
                var bytes = Vector128.Create(part);
                var (first, last) = (Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));
                b += (Block * a) + Vector128.Sum((first * firstWeights) + (last * lastWeights));
                a += Vector128.Sum(first + last);
            }

            foreach (var value in part)
            {
                a += value;
                b += a;
            }

            (a, b) = (a % Base, b % Base);
        }

        return (b << 16) | a;
    }

    /// <summary>Canonical codes, the first bit lowest, as they are written (RFC 1951, 3.2.2).</summary>
    private static uint[] CodesOf(byte[] lengths)
    {
        var codes = new uint[lengths.Length];
        var next = 0u;
        for (var length = 1; length <= 15; length++)
        {
            for (var symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    var reversed = 0u;
                    for (var bit = 0; bit < length; bit++)
                    {
                        reversed |= ((next >> bit) & 1) << (length - 1 - bit);
                    }

                    codes[symbol] = reversed;
                    next++;
                }
            }

            next <<= 1;
        }

        return codes;
    }

    /// <summary>Code lengths with their repetitions: the symbol, and the bits behind it.</summary>
    private static List<(int Symbol, uint Extra, int ExtraBits)> RunsOf(ReadOnlySpan<byte> lengths)
    {
        const int AgainUpTo = 6, AgainFrom = 3, Again = 16;
        var runs = new List<(int, uint, int)>();
        for (var at = 0; at < lengths.Length;)
        {
            var run = 1;
            while (at + run < lengths.Length && lengths[at + run] == lengths[at])
            {
                run++;
            }

            runs.Add((lengths[at], 0, 0));
            at++;
            for (run--; run >= AgainFrom;)
            {
                var taken = Math.Min(AgainUpTo, run);
                runs.Add((Again, (uint)(taken - AgainFrom), 2));
                (at, run) = (at + taken, run - taken);
            }
        }

        return runs;
    }

    private void WriteHead(List<(int Symbol, uint Extra, int ExtraBits)> runs, byte[] lengths, uint[] codes)
    {
        ReadOnlySpan<int> order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
        _head.Add((0b101, 3)); // the last block, of a code of its own
        _head.Add((Symbols - 257, 5));
        _head.Add((Distances - 1, 5));
        _head.Add(((uint)order.Length - 4, 4));
        foreach (var symbol in order)
        {
            _head.Add((lengths[symbol], 3));
        }

        foreach (var (symbol, extra, extraBits) in runs)
        {
            _head.Add((codes[symbol], lengths[symbol]));
            _head.Add((extra, extraBits));
        }
    }

    /// <summary>Writes bits, the lowest first.</summary>
    private ref struct BitWriter(Span<byte> target)
    {
        private readonly Span<byte> _target = target;
        private ulong _bits;
        private int _count;
        private int _at;

        public void Write(uint bits, int length)
        {
            _bits |= (ulong)bits << _count;
            _count += length;
            if (_count >= 32)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(_target[_at..], unchecked((uint)_bits));
                (_bits, _count, _at) = (_bits >> 32, _count - 32, _at + 4);
            }
        }

        /// <summary>The code of each byte, in a loop that keeps its place in registers.</summary>
        public void Write(ReadOnlySpan<byte> data, ReadOnlySpan<uint> codes, ReadOnlySpan<byte> lengths)
        {
            var (bits, count, at) = (_bits, _count, _at);
            foreach (var value in data)
            {
                bits |= (ulong)codes[value] << count;
                count += lengths[value];
                if (count >= 32)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(_target[at..], unchecked((uint)bits));
                    bits >>= 32;
                    count -= 32;
                    at += 4;
                }
            }

            (_bits, _count, _at) = (bits, count, at);
        }

        public void Align() => _count = (_count + 7) & ~7;

        /// <summary>Writes what is left; how many bytes there are.</summary>
        public int Finish()
        {
            for (; _count > 0; _count -= 8, _bits >>= 8)
            {
                _target[_at++] = unchecked((byte)_bits);
            }

            return _at;
        }
    }
}
