using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Certificates.Core.Privacy;

/// <summary>
/// The bytes a seal is over. Every value has its length before it, and nothing has another than an empty one: no two rows that differ give
/// the same bytes.
/// </summary>
internal sealed class SealText
{
    private const int Nothing = -1;
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;
    private readonly ArrayBufferWriter<byte> _bytes = new(2048);

    /// <summary>All that was added since it was cleared.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>Begins anew.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    public SealText Add(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), number);
        _bytes.Advance(sizeof(long));
        return this;
    }

    public SealText Add(string? text)
    {
        Length(text is null ? Nothing : Encoding.UTF8.GetByteCount(text));
        if (text is { Length: > 0 })
        {
            Encoding.UTF8.GetBytes(text, _bytes);
        }

        return this;
    }

    public SealText Add(byte[]? bytes)
    {
        Length(bytes?.Length ?? Nothing);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>An instant of which there may be none.</summary>
    public SealText Add(DateTimeOffset? instant) => instant is { } there ? Add(1L).Add(there) : Add(0L);

    /// <summary>A number of which there may be none.</summary>
    public SealText Add(long? number) => number is { } there ? Add(1L).Add(there) : Add(0L);

    public SealText Add(DateOnly day) => Add((long)day.DayNumber);

    /// <summary>An instant as the databases keep it, to the millisecond.</summary>
    public SealText Add(DateTimeOffset instant) => Add((instant - Epoch).Ticks / TimeSpan.TicksPerMillisecond);

    private void Length(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), length);
        _bytes.Advance(sizeof(int));
    }
}
