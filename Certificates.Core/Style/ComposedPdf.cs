using System.Security.Cryptography;
using Certificates.Core.Pdf;
using Certificates.Core.Style.Art;

namespace Certificates.Core.Style;

/// <summary>
/// One certificate's file, whole but for its signature: <see cref="Skeleton"/> followed by <see cref="Body"/>. Lies in a pooled
/// buffer: dispose it when its bytes are stored. For one thread.
/// </summary>
internal sealed class ComposedPdf : IDisposable
{
    private readonly PdfWriter _writer;
    private readonly SignatureSlot _slot;
    private readonly int _skeletonLength;

    internal ComposedPdf(PdfWriter writer, SignatureSlot slot, int skeletonLength, QrModules qr) =>
        (_writer, _slot, _skeletonLength, QrModules) = (writer, slot, skeletonLength, qr);

    /// <summary>The whole file.</summary>
    public ReadOnlyMemory<byte> File => _writer.Buffer.WrittenMemory;

    /// <summary>The part all files of the style version share; the store keeps it once.</summary>
    public ReadOnlySpan<byte> Skeleton => File.Span[.._skeletonLength];

    /// <summary>This certificate's part, the signature in it.</summary>
    public ReadOnlySpan<byte> Body => File.Span[_skeletonLength..];

    /// <summary>Bytes of the whole file.</summary>
    public int Length => _writer.Buffer.Length;

    /// <summary>The QR symbol as it was drawn.</summary>
    public QrModules QrModules { get; }

    /// <summary>What the signature is made over: SHA-256 of the <c>/ByteRange</c>, 32 bytes.</summary>
    public void HashSignedBytes(Span<byte> sha256) => _slot.Hash(File.Span, sha256);

    /// <summary>SHA-256 of the whole file, for the register; final once the signature is in.</summary>
    public byte[] Digest() => SHA256.HashData(File.Span);

    /// <summary>Puts the signature in.</summary>
    /// <param name="cmsDer">The CMS, DER.</param>
    /// <exception cref="ArgumentException">It is larger than <see cref="ComposerOptions.SignatureCapacity"/>.</exception>
    public void WriteSignature(ReadOnlySpan<byte> cmsDer) => _slot.Fill(_writer.Buffer.Written, cmsDer);

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
