using System.IO.Compression;

namespace Certificates.Core.Pdf;

/// <summary>
/// Writes the objects of one file and remembers where each begins. Object framing is that of ISO 19005-2, 6.1.9: the number, the
/// word and <c>endobj</c> each end their line, and so does <c>endstream</c>.
/// </summary>
internal sealed class PdfWriter : IDisposable
{
    private readonly List<int> _offsets;

    /// <summary>An empty file, header written. The comment's bytes over 127 mark it as binary (ISO 19005-2, 6.1.2).</summary>
    public PdfWriter(int reserved)
    {
        _offsets = [.. Enumerable.Repeat(0, reserved + 1)];
        Buffer.Write("%PDF-1.7\n%"u8);
        Buffer.Write([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    private PdfWriter(PdfWriter prefix)
    {
        _offsets = [.. prefix._offsets];
        Buffer.Write(prefix.Buffer.Written);
    }

    /// <summary>The file so far.</summary>
    public PdfBuffer Buffer { get; } = new(128 * 1024);

    /// <summary>A file that goes on where this one stands; this one stays as it is.</summary>
    public PdfWriter Continue() => new(this);

    /// <summary>The next free object number; object numbers up to the reserved one are given by the caller.</summary>
    public PdfReference Allocate()
    {
        _offsets.Add(0);
        return new PdfReference(_offsets.Count - 1);
    }

    /// <summary>Begins an object; the caller writes its value into <see cref="Buffer"/>.</summary>
    public void Begin(PdfReference reference)
    {
        if (_offsets[reference.Number] != 0)
        {
            throw new InvalidOperationException($"Object {reference.Number} is written twice.");
        }

        _offsets[reference.Number] = Buffer.Length;
        Buffer.Write($"{reference.Number} 0 obj\n");
    }

    /// <summary>Ends the object begun last.</summary>
    public void End() => Buffer.Write("\nendobj\n"u8);

    /// <summary>A whole object in one call.</summary>
    public void Object(PdfReference reference, ReadOnlySpan<byte> value)
    {
        Begin(reference);
        Buffer.Write(value);
        End();
    }

    /// <summary>A stream; <paramref name="entries"/> are its dictionary's entries but for the length and the filter.</summary>
    public void Stream(PdfReference reference, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> data, CompressionLevel deflate)
    {
        Begin(reference);
        if (deflate == CompressionLevel.NoCompression)
        {
            Buffer.Write($"<< {entries} /Length {data.Length} >>\nstream\n{data}\nendstream");
        }
        else
        {
            using var packed = Deflate.Pack(data, deflate);
            Buffer.Write($"<< {entries} /Filter /FlateDecode /Length {packed.Length} >>\nstream\n{packed.Written}\nendstream");
        }

        End();
    }

    /// <summary>Cross-reference table, trailer and end of file; <paramref name="entries"/> are the trailer's but for the size.</summary>
    public void Finish(ReadOnlySpan<byte> entries)
    {
        var start = Buffer.Length;
        Buffer.Write($"xref\n0 {_offsets.Count}\n0000000000 65535 f \n");
        for (var number = 1; number < _offsets.Count; number++)
        {
            WriteEntry(number);
        }

        Buffer.Write($"trailer\n<< /Size {_offsets.Count} {entries} >>\nstartxref\n{start}\n%%EOF\n");
    }

    /// <inheritdoc/>
    public void Dispose() => Buffer.Dispose();

    private void WriteEntry(int number)
    {
        if (_offsets[number] == 0)
        {
            throw new InvalidOperationException($"Object {number} was promised and not written.");
        }

        Span<byte> entry = stackalloc byte[20];
        " 00000 n \n"u8.CopyTo(entry[10..]);
        _offsets[number].TryFormat(entry, out _, "D10", System.Globalization.CultureInfo.InvariantCulture);
        Buffer.Write(entry);
    }
}
