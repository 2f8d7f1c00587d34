using Certificates.Core.Data;

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

    /// <summary>Of those that an electronic seal is put on.</summary>
    public static readonly TableColumns<SignedFile> SealColumns = new(
        "SealSignature",
        ("DocumentId", f => f.Id),
        ("Value", f => f.SealSignature));

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

    /// <summary>The signature by the institution's electronic seal (GB/T 38540) over the whole file; null where it has none.</summary>
    public byte[]? SealSignature { get; init; }

    /// <summary>Stores files, and what was put beside them.</summary>
    public static async Task InsertAsync(
        Dialect dialect, WriteTransaction write, IReadOnlyList<SignedFile> files, CancellationToken cancellationToken)
    {
        await dialect.InsertAsync(write.Transaction, Columns, files, cancellationToken);
        if (files.Where(file => file.SealSignature is not null).ToList() is { Count: > 0 } signed)
        {
            await dialect.InsertAsync(write.Transaction, SealColumns, signed, cancellationToken);
        }
    }
}
