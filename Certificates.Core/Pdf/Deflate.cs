using System.IO.Compression;

namespace Certificates.Core.Pdf;

/// <summary>The FlateDecode filter (ISO 32000-1, 7.4.4), both ways.</summary>
internal static class Deflate
{
    /// <summary>The zlib form of <paramref name="data"/>; the caller disposes it.</summary>
    public static PdfBuffer Pack(ReadOnlySpan<byte> data, CompressionLevel level)
    {
        var packed = new PdfBuffer((data.Length / 2) + 64);
        using var zlib = new ZLibStream(new BufferStream(packed), level);
        zlib.Write(data);
        return packed;
    }

    /// <summary>Unpacks at most <paramref name="limit"/> bytes; null when the data are damaged or hold more.</summary>
    public static PdfBuffer? Unpack(ReadOnlyMemory<byte> packed, int limit)
    {
        var data = new PdfBuffer(Math.Clamp(packed.Length * 3, 1024, limit));
        try
        {
            using var zlib = new ZLibStream(ReadOnly(packed), CompressionMode.Decompress);
            while (zlib.Read(data.GetSpan(4096)) is > 0 and var read)
            {
                data.Advance(read);
                if (data.Length > limit)
                {
                    break;
                }
            }
        }
        catch (InvalidDataException)
        {
            data.Dispose();
            return null;
        }

        if (data.Length <= limit)
        {
            return data;
        }

        data.Dispose();
        return null;
    }

    private static MemoryStream ReadOnly(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>What a <see cref="ZLibStream"/> needs of a stream to write into a buffer.</summary>
    private sealed class BufferStream(PdfBuffer buffer) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => buffer.Length;

        public override long Position { get => buffer.Length; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> bytes) => buffer.Write(bytes);

        public override void Write(byte[] bytes, int offset, int count) => buffer.Write(bytes.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] bytes, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
