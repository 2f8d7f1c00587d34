using System.Buffers.Binary;
using System.Security.Cryptography;
using Certificates.Core.Privacy;

namespace Certificates.Core.Files;

/// <summary>
/// An upload on disk for as long as it is read: without a name, encrypted in chunks with a key that only this object knows, gone
/// when disposed. Filled once by <see cref="FillAsync"/>, then a seekable stream to read.
/// </summary>
public sealed class SpoolStream : Stream
{
    private const int ChunkSize = 64 * 1024;
    private const int TagSize = 16;
    private readonly FileStream _file;
    private readonly AesGcm _cipher;
    private readonly byte[] _plain = new byte[ChunkSize];
    private readonly byte[] _sealed = new byte[ChunkSize + TagSize];
    private long _length;
    private long _loaded = -1;

    private SpoolStream(string folder)
    {
        _file = PrivateFiles.CreateNameless(folder, bufferSize: 0);
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        _cipher = new AesGcm(key, TagSize);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>SHA-256 of the whole upload.</summary>
    public ReadOnlyMemory<byte> Hash { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <summary>Takes an upload in whole.</summary>
    /// <param name="upload">What is sent.</param>
    /// <param name="folder">Where to keep it; made when missing.</param>
    /// <param name="limit">Most bytes to take.</param>
    /// <param name="cancellationToken">Stops the taking; nothing is left behind.</param>
    /// <returns>The spool, at its beginning; or <c>file_too_large</c>.</returns>
    public static async Task<Result<SpoolStream>> FillAsync(Stream upload, string folder, long limit, CancellationToken cancellationToken)
    {
        var spool = new SpoolStream(folder);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            int count;
            while ((count = await upload.ReadAtLeastAsync(spool._plain, ChunkSize, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                if (spool._length + count > limit)
                {
                    await spool.DisposeAsync();
                    return FileRefusals.LongerThan(limit);
                }

                hash.AppendData(spool._plain, 0, count);
                await spool.AppendAsync(count, cancellationToken);
            }

            spool.Hash = hash.GetHashAndReset();
            return spool;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (Position >= _length)
        {
            return 0;
        }

        var chunk = Position / ChunkSize;
        Load(chunk);
        var offset = (int)(Position % ChunkSize);
        var available = (int)Math.Min(ChunkSize, _length - (chunk * ChunkSize)) - offset;
        var count = Math.Min(available, buffer.Length);
        _plain.AsSpan(offset, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : ValueTask.FromResult(Read(buffer.Span));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            SeekOrigin.End => _length + offset,
        };

        // As streams do: readers of ZIP tell by it that a file is too short to be one.
        return position >= 0 ? Position = position : throw new IOException("A stream has nothing before its beginning.");
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _cipher.Dispose();
            CryptographicOperations.ZeroMemory(_plain);
        }

        base.Dispose(disposing);
    }

    private static void Nonce(long chunk, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce, chunk);
    }

    private async Task AppendAsync(int count, CancellationToken cancellationToken)
    {
        Seal(_length / ChunkSize, count);
        await _file.WriteAsync(_sealed.AsMemory(0, count + TagSize), cancellationToken);
        _length += count;
    }

    private void Seal(long chunk, int count)
    {
        Span<byte> nonce = stackalloc byte[12];
        Nonce(chunk, nonce);
        _cipher.Encrypt(nonce, _plain.AsSpan(0, count), _sealed.AsSpan(TagSize, count), _sealed.AsSpan(0, TagSize));
    }

    private void Load(long chunk)
    {
        if (chunk == _loaded)
        {
            return;
        }

        var count = (int)Math.Min(ChunkSize, _length - (chunk * ChunkSize));
        _file.Position = chunk * (ChunkSize + TagSize);
        _file.ReadExactly(_sealed, 0, count + TagSize);
        Span<byte> nonce = stackalloc byte[12];
        Nonce(chunk, nonce);
        _cipher.Decrypt(nonce, _sealed.AsSpan(TagSize, count), _sealed.AsSpan(0, TagSize), _plain.AsSpan(0, count));
        _loaded = chunk;
    }
}
