namespace Certificates.Core.Register;

/// <summary>A signed and checked PDF about to be stored.</summary>
internal sealed record SignedFileRecord
{
    public static readonly string[] Columns = ["Id", "StyleId", "FileHash", "Length", "KeyId", "BodyCipher"];

    public required long Id { get; init; }

    /// <summary>When it was signed.</summary>
    public required DateTimeOffset At { get; init; }

    public required long StyleId { get; init; }

    public required byte[] FileHash { get; init; }

    public required long Length { get; init; }

    public required byte[] BodyCipher { get; init; }

    public required string KeyId { get; init; }

    public required string PdfKeyId { get; init; }

    public required string QrKeyId { get; init; }

    public object?[] Values() => [Id, StyleId, FileHash, Length, KeyId, BodyCipher];
}
