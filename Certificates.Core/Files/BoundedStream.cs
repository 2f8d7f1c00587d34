namespace Certificates.Core.Files;

/// <summary>
/// A foreign file between its bytes and whoever reads them: the reading ends with the request, and where more is read than the
/// budget allows. Libraries that read files know neither.
/// </summary>
/// <param name="file">Left open.</param>
/// <param name="budget">What may still be read, of this stream and of others that share it.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal class BoundedStream(Stream file, ReadBudget budget, CancellationToken cancellationToken) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => file.CanSeek;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var count = file.Read(buffer);
        budget.Take(count);
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Bytes that may still be read, or whatever else is counted.</summary>
internal sealed class ReadBudget(long most)
{
    /// <summary>How many were read so far.</summary>
    public long Used { get; private set; }

    /// <summary>Takes what was read.</summary>
    /// <exception cref="ReadLimitException">More was read than is allowed.</exception>
    public void Take(int count)
    {
        Used += count;
        if (Used > most)
        {
            throw new ReadLimitException();
        }
    }
}

/// <summary>
/// A foreign file is more than its limits allow. It goes through the library that reads it and becomes a refusal behind it.
/// </summary>
internal sealed class ReadLimitException() : IOException("The file is more than may be read of it.");
