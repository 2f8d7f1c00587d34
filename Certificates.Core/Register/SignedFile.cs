using System.Security.Cryptography;
using Certificates.Core.Data;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Signing.Cms;

namespace Certificates.Core.Register;

/// <summary>A signed and checked PDF about to be stored, and the keys it was signed with.</summary>
internal sealed record SignedFile
{
    public static readonly TableColumns<SignedFile> Columns = new(
        "Document",
        ("Id", f => f.Id),
        ("StyleId", f => f.StyleId),
        ("FileHash", f => f.FileHash),
        ("Length", f => f.Length),
        ("KeyId", f => f.KeyId),
        ("BodyCipher", f => f.BodyCipher));

    public required long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required long StyleId { get; init; }

    /// <summary>SHA-256 of the whole file.</summary>
    public required byte[] FileHash { get; init; }

    /// <summary>Length of the whole file in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>What the style's skeleton does not hold, encrypted.</summary>
    public required byte[] BodyCipher { get; init; }

    public required string KeyId { get; init; }

    public required string PdfKeyId { get; init; }

    public required string QrKeyId { get; init; }

    /// <summary>SHA-256 of the token in its QR code, by which whoever has no network is told that the certificate ended.</summary>
    public required byte[] TokenHash { get; init; }
}

/// <summary>The signature of a whole file.</summary>
internal static class SignedFiles
{
    /// <summary>Judges it by the public keys; null when the file is not of the form ours has.</summary>
    public static PdfSignatureCheck? CheckFile(this PdfSignatureReader signatures, ReadOnlyMemory<byte> file) =>
        PdfFile.TryOpen(file, out var opened) ? signatures.CheckFile(opened, hashed: null) : null;

    /// <summary>The same of a file that is open.</summary>
    /// <param name="signatures">Knows the keys.</param>
    /// <param name="file">The file.</param>
    /// <param name="hashed">Bytes that were hashed before: they count if the file begins with them.</param>
    public static PdfSignatureCheck? CheckFile(this PdfSignatureReader signatures, PdfFile file, HashedBeginning? hashed)
    {
        if (!SignedPdf.TryRead(file, out var signed, out _))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        signed.HashSignedBytes(hash, hashed);
        return signatures.Check(signed.Cms, hash);
    }
}
