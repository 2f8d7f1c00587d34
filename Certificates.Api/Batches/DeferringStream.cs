namespace Certificates.Api.Batches;

/// <summary>
/// A response to whoever writes partly without waiting, which the server refuses: what is written so lies here until the next write
/// that waits. Writers of archives do it for a few bytes about an entry.
/// </summary>
/// <param name="body">Left open.</param>
internal sealed class DeferringStream(Stream body) : Stream
{
    private readonly MemoryStream _deferred = new();

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => _deferred.Write(buffer);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => _deferred.Write(buffer, offset, count);

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await WriteDeferredAsync(cancellationToken);
        await body.WriteAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await WriteDeferredAsync(cancellationToken);
        await body.FlushAsync(cancellationToken);
    }

    /// <summary>Nothing: it waits for the next write.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask WriteDeferredAsync(CancellationToken cancellationToken)
    {
        if (_deferred.Length > 0)
        {
            await body.WriteAsync(_deferred.GetBuffer().AsMemory(0, (int)_deferred.Length), cancellationToken);
            _deferred.SetLength(0);
        }
    }
}
