using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Certificates.Core.Pdf;

/// <summary>
/// Growing bytes on a pooled array, with the few number and string forms PDF syntax needs. Pooled, because an array over 85,000
/// bytes per document would land on the large-object heap and be collected with generation 2.
/// </summary>
internal sealed class PdfBuffer(int capacity = 16 * 1024) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write.</summary>
    public Span<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The same as memory, for readers that keep offsets.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    /// <summary>Forgets what was written and keeps the array.</summary>
    public void Clear() => Length = 0;

    /// <summary>Room for at least <paramref name="size"/> bytes after what was written; <see cref="Advance"/> claims them.</summary>
    public Span<byte> GetSpan(int size)
    {
        if (_bytes.Length - Length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + size));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(Length);
    }

    /// <summary>Claims bytes put into <see cref="GetSpan"/>.</summary>
    public void Advance(int count) => Length += count;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Syntax as an interpolated string: literals are ASCII, holes are numbers, references, text strings or bytes.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The handler writes into this buffer.")]
    [SuppressMessage("Style", "IDE0060", Justification = "The handler has already written by the time it is passed.")]
    public void Write([InterpolatedStringHandlerArgument("")] ref PdfSyntaxHandler syntax)
    {
    }

    /// <summary>ASCII characters; anything else is a bug of the caller.</summary>
    public void WriteAscii(ReadOnlySpan<char> text)
    {
        if (Ascii.FromUtf16(text, GetSpan(text.Length), out var written) != OperationStatus.Done)
        {
            throw new ArgumentException("PDF syntax is ASCII.", nameof(text));
        }

        Length += written;
    }

    public void WriteInteger(long value)
    {
        Utf8Formatter.TryFormat(value, GetSpan(20), out var written);
        Length += written;
    }

    /// <summary>A real rounded to three decimals, the shortest form, without exponent; in millimetres that is one micrometre.</summary>
    public void WriteReal(double value)
    {
        var thousandths = (long)Math.Round(value * 1000, MidpointRounding.AwayFromZero);
        if (thousandths < 0)
        {
            Write("-"u8);
            thousandths = -thousandths;
        }

        WriteInteger(thousandths / 1000);
        var fraction = (int)(thousandths % 1000);
        if (fraction > 0)
        {
            ReadOnlySpan<byte> digits = [(byte)'.', Digit(fraction / 100), Digit(fraction / 10 % 10), Digit(fraction % 10)];
            Write(digits.TrimEnd((byte)'0'));
        }

        static byte Digit(int value) => (byte)('0' + value);
    }

    /// <summary>Two bytes as four hex digits, as the strings of Identity-H text are written.</summary>
    public void WriteHex(ushort value)
    {
        var span = GetSpan(4);
        for (var i = 0; i < 4; i++)
        {
            span[i] = "0123456789ABCDEF"u8[(value >> (12 - (4 * i))) & 15];
        }

        Length += 4;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
            Length = 0;
        }
    }
}
