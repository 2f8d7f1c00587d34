using System.IO.Compression;

namespace Certificates.Core.Pdf;

/// <summary>Dictionaries that are packed together (ISO 32000-1, 7.5.7): each is short, and they are much alike.</summary>
internal sealed class ObjectStream(CrossReferences objects) : IDisposable
{
    private readonly List<(PdfReference Object, int Offset)> _index = [];

    /// <summary>The objects' values, one behind the other.</summary>
    public PdfBuffer Buffer { get; } = new();

    /// <summary>Whether an object is begun and not ended.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Begins an object.</summary>
    public void Begin(PdfReference reference)
    {
        _index.Add((reference, Buffer.Length));
        IsOpen = true;
    }

    /// <summary>Ends the object begun last.</summary>
    public void End()
    {
        Buffer.Write("\n"u8);
        IsOpen = false;
    }

    /// <summary>Writes the stream as an object of the file, and says of each object that it lies in it.</summary>
    public void Write(PdfWriter writer, PdfReference self)
    {
        using var data = new PdfBuffer(Buffer.Length + 1024);
        for (var place = 0; place < _index.Count; place++)
        {
            var (reference, offset) = _index[place];
            objects.Lie(reference, self, place);
            data.Write($"{reference.Number} {offset} ");
        }

        using var entries = new PdfBuffer(64);
        entries.Write($"/Type /ObjStm /N {_index.Count} /First {data.Length}");
        data.Write(Buffer.Written);
        writer.Stream(self, entries.Written, data.Written, CompressionLevel.SmallestSize);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => Buffer.Dispose();
}
