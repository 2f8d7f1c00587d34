using System.Security.Cryptography;

namespace Certificates.Core.Pdf;

/// <summary>
/// The SHA-256 of bytes that many files begin with, to be gone on with: what is the same is hashed once. Safe for many threads.
/// </summary>
/// <param name="bytes">The bytes; they are never changed.</param>
internal sealed class HashedBeginning(ReadOnlyMemory<byte> bytes) : IDisposable
{
    // One a thread: a hash object is for one thread, even to be copied.
    private readonly ThreadLocal<IncrementalHash> _begun = new(() => Begin(bytes), trackAllValues: true);

    /// <summary>How many bytes are hashed.</summary>
    public int Length => bytes.Length;

    /// <summary>Whether a file begins with them, byte for byte.</summary>
    public bool Begins(ReadOnlySpan<byte> file) => file.StartsWith(bytes.Span);

    /// <summary>A hash that has taken these bytes; the caller goes on behind them, and disposes it.</summary>
    public IncrementalHash GoOn() => _begun.Value!.Clone();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var begun in _begun.Values)
        {
            begun.Dispose();
        }

        _begun.Dispose();
    }

    private static IncrementalHash Begin(ReadOnlyMemory<byte> bytes)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes.Span);
        return hash;
    }
}
