using System.Runtime.CompilerServices;

namespace Certificates.Core.Pdf;

/// <summary>Lets dictionaries be written as they look in the file, straight into the buffer, without a string in between.</summary>
[InterpolatedStringHandler]
internal readonly ref struct PdfSyntaxHandler
{
    private readonly PdfBuffer _buffer;

    /// <summary>Called by the compiler.</summary>
    public PdfSyntaxHandler(int literalLength, int formattedCount, PdfBuffer buffer)
    {
        _buffer = buffer;
        buffer.GetSpan(literalLength + (8 * formattedCount));
    }

    /// <summary>The fixed part.</summary>
    public void AppendLiteral(string literal) => _buffer.WriteAscii(literal);

    public void AppendFormatted(int value) => _buffer.WriteInteger(value);

    public void AppendFormatted(double value) => _buffer.WriteReal(value);

    /// <summary>A name or keyword, ASCII.</summary>
    public void AppendFormatted(string token) => _buffer.WriteAscii(token);

    /// <summary>Raw bytes.</summary>
    public void AppendFormatted(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    /// <summary><c>12 0 R</c>.</summary>
    public void AppendFormatted(PdfReference reference)
    {
        _buffer.WriteInteger(reference.Number);
        _buffer.Write(" 0 R"u8);
    }

    /// <summary><c>&lt;FEFF…&gt;</c>.</summary>
    public void AppendFormatted(PdfText text)
    {
        _buffer.Write("<FEFF"u8);
        foreach (var unit in text.Value)
        {
            _buffer.WriteHex(unit);
        }

        _buffer.Write(">"u8);
    }

    /// <summary><c>[left bottom right top]</c>.</summary>
    public void AppendFormatted(PdfRectangle rectangle) =>
        _buffer.Write($"[{rectangle.Left} {rectangle.Bottom} {rectangle.Right} {rectangle.Top}]");
}
