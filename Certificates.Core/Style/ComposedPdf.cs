using System.Security.Cryptography;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.Reading;
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
    private readonly HashedBeginning _skeleton;
    private readonly KnownBeginning _known;

    internal ComposedPdf(PdfWriter writer, SignatureSlot slot, HashedBeginning skeleton, KnownBeginning known, QrModules qr) =>
        (_writer, _slot, _skeleton, _known, QrModules) = (writer, slot, skeleton, known, qr);

    /// <summary>The hash of the skeleton, to be gone on with.</summary>
    public HashedBeginning HashedSkeleton => _skeleton;

    /// <summary>The whole file.</summary>
    public ReadOnlyMemory<byte> File => _writer.Buffer.WrittenMemory;

    /// <summary>The part all files of the style version share; the store keeps it once.</summary>
    public ReadOnlySpan<byte> Skeleton => File.Span[.._skeleton.Length];

    /// <summary>This certificate's part, the signature in it.</summary>
    public ReadOnlySpan<byte> Body => File.Span[_skeleton.Length..];

    /// <summary>Bytes of the whole file.</summary>
    public int Length => _writer.Buffer.Length;

    /// <summary>The QR symbol as it was drawn.</summary>
    public QrModules QrModules { get; }

    /// <summary>
    /// The file as the strict reader opens it, from its bytes; null when it is not of our form. What was read of the skeleton in an earlier
    /// file is not read again.
    /// </summary>
    public PdfFile? Open() => PdfFile.TryOpen(File, out var opened, _known) ? opened : null;

    /// <summary>What the signature is made over: SHA-256 of the <c>/ByteRange</c>, 32 bytes.</summary>
    public void HashSignedBytes(Span<byte> sha256) => _slot.Hash(File.Span, _skeleton, sha256);

    /// <summary>SHA-256 of the whole file, for the register; final once the signature is in.</summary>
    public byte[] Digest()
    {
        var digest = new byte[SHA256.HashSizeInBytes];
        using var hash = _skeleton.GoOn();
        hash.AppendData(Body);
        hash.GetHashAndReset(digest);
        return digest;
    }

    /// <summary>Puts the signature in.</summary>
    /// <param name="cmsDer">The CMS, DER.</param>
    /// <exception cref="ArgumentException">It is larger than <see cref="ComposerOptions.SignatureCapacity"/>.</exception>
    public void WriteSignature(ReadOnlySpan<byte> cmsDer) => _slot.Fill(_writer.Buffer.Written, cmsDer);

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
