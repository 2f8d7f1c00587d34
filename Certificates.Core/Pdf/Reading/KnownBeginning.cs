using System.Collections.Concurrent;

namespace Certificates.Core.Pdf.Reading;

/// <summary>
/// What was read before of the bytes that many files begin with. It counts for a file that begins with them, byte for byte, and for none
/// else; safe for many threads.
/// </summary>
/// <param name="bytes">The bytes.</param>
internal sealed class KnownBeginning(ReadOnlyMemory<byte> bytes)
{
    private readonly ConcurrentDictionary<(int Number, int Offset), object> _objects = new();
    private readonly ConcurrentDictionary<(int Number, int Offset), PdfStream> _streams = new();

    /// <summary>Whether a file begins so.</summary>
    public bool Begins(ReadOnlySpan<byte> file) => file.StartsWith(bytes.Span);

    /// <summary>An object that lies in these bytes; null where it is not known yet, or lies behind them.</summary>
    public object? Object(int number, int offset) => _objects.GetValueOrDefault((number, offset));

    /// <summary>Keeps an object, if all of it lies in these bytes.</summary>
    public void Keep(int number, int offset, int end, object value)
    {
        if (end <= bytes.Length)
        {
            _objects[(number, offset)] = value;
        }
    }

    /// <summary>A stream that lies in these bytes; null where it is not known yet, or lies behind them.</summary>
    public PdfStream? Stream(int number, int offset) => _streams.GetValueOrDefault((number, offset));

    /// <summary>Keeps a stream, if all of it lies in these bytes.</summary>
    public void Keep(int number, int offset, PdfStream stream)
    {
        if (stream.Start + stream.Length <= bytes.Length)
        {
            _streams[(number, offset)] = stream;
        }
    }
}
