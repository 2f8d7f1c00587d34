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
