using System.IO.Compression;

namespace Certificates.Core.Pdf;

/// <summary>
/// Writes the objects of one file and remembers where each begins. Object framing is that of ISO 19005-2, 6.1.9: the number, the
/// word and <c>endobj</c> each end their line, and so does <c>endstream</c>.
/// </summary>
/// <remarks>
/// A file whose beginning packs its dictionaries has them in one object stream (ISO 32000-1, 7.5.7), packed once for all files that begin
/// so, and ends with a cross-reference stream; any other ends with a table.
/// </remarks>
internal sealed class PdfWriter : IDisposable
{
    private readonly CrossReferences _objects;
    private readonly PdfBuffer _file = new(128 * 1024);
    private ObjectStream? _packing;

    /// <summary>An empty file, header written. The comment's bytes over 127 mark it as binary (ISO 19005-2, 6.1.2).</summary>
    /// <param name="reserved">The greatest object number that is given by the caller.</param>
    /// <param name="packs">Whether dictionaries are collected, to be packed by <see cref="Pack"/>.</param>
    public PdfWriter(int reserved, bool packs = false)
    {
        _objects = new CrossReferences(reserved);
        _packing = packs ? new ObjectStream(_objects) : null;
        _file.Write("%PDF-1.7\n%"u8);
        _file.Write([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    private PdfWriter(PdfWriter prefix)
    {
        _objects = prefix._objects.Continue();
        _file.Write(prefix._file.Written);
    }

    /// <summary>Where the object that was begun last is written: the file, or what is to be packed. Ask for it once it is begun.</summary>
    public PdfBuffer Buffer => _packing is { IsOpen: true } packing ? packing.Buffer : _file;

    /// <summary>A file that goes on where this one stands; this one stays as it is.</summary>
    /// <exception cref="InvalidOperationException">What was collected is not packed yet.</exception>
    public PdfWriter Continue() => _packing is null
        ? new PdfWriter(this)
        : throw new InvalidOperationException("What was collected is not packed yet.");

    /// <summary>The next free object number; object numbers up to the reserved one are given by the caller.</summary>
    public PdfReference Allocate() => _objects.Allocate();

    /// <summary>Begins an object that is no stream; the caller writes its value into <see cref="Buffer"/>.</summary>
    public void Begin(PdfReference reference)
    {
        if (_packing is { } packing)
        {
            packing.Begin(reference);
        }
        else
        {
            BeginInFile(reference);
        }
    }

    /// <summary>Ends the object begun last.</summary>
    public void End()
    {
        if (_packing is { IsOpen: true } packing)
        {
            packing.End();
        }
        else
        {
            _file.Write("\nendobj\n"u8);
        }
    }

    /// <summary>A stream; <paramref name="entries"/> are its dictionary's entries but for the length and the filter.</summary>
    public void Stream(PdfReference reference, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> data, CompressionLevel deflate)
    {
        if (deflate == CompressionLevel.NoCompression)
        {
            Stream(reference, entries, ""u8, data);
            return;
        }

        using var packed = Deflate.Pack(data, deflate);
        Stream(reference, entries, "/Filter /FlateDecode "u8, packed.Written);
    }

    /// <summary>A stream packed by a code of its kind of data.</summary>
    public void Stream(PdfReference reference, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> data, LiteralCode code)
    {
        using var packed = new PdfBuffer(data.Length + 1024);
        code.Pack(data, packed);
        Stream(reference, entries, "/Filter /FlateDecode "u8, packed.Written);
    }

    /// <summary>Packs the dictionaries that were collected; those that follow stand in the file.</summary>
    public void Pack()
    {
        if (_packing is { } packing)
        {
            _packing = null;
            packing.Write(this, Allocate());
        }
    }

    /// <summary>Cross-references, trailer and end of file; <paramref name="entries"/> are the trailer's but for the size.</summary>
    public void Finish(ReadOnlySpan<byte> entries)
    {
        var start = _file.Length;
        if (_objects.HasPacked)
        {
            var self = Allocate();
            BeginInFile(self);
            _objects.WriteStream(_file, entries);
            End();
        }
        else
        {
            _objects.WriteTable(_file);
            _file.Write($"trailer\n<< /Size {_objects.Count} {entries} >>\n");
        }

        _file.Write($"startxref\n{start}\n%%EOF\n");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _packing?.Dispose();
    }

    private void BeginInFile(PdfReference reference)
    {
        _objects.Stand(reference, _file.Length);
        _file.Write($"{reference.Number} 0 obj\n");
    }

    private void Stream(PdfReference reference, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> filter, ReadOnlySpan<byte> data)
    {
        BeginInFile(reference);
        _file.Write($"<< {entries} {filter}/Length {data.Length} >>\nstream\n{data}\nendstream\nendobj\n");
    }
}
