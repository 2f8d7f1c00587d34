using Certificates.Core.Data;

namespace Certificates.Core.Register;

/// <summary>A photo, kept once however many rows show it.</summary>
/// <param name="Hash">SHA-256 of the cleaned file.</param>
/// <param name="BodyCipher">The cleaned file, encrypted.</param>
/// <param name="KeyId">The key it is encrypted with.</param>
internal sealed record PhotoRecord(byte[] Hash, byte[] BodyCipher, string KeyId)
{
    private const string Insert =
        "INSERT INTO Photo (Hash, BodyCipher, KeyId) SELECT @Hash, @BodyCipher, @KeyId WHERE NOT EXISTS (SELECT 1 FROM Photo "
            + "WHERE Hash = @Hash)";

    /// <summary>Stores a photo, the first time it is shown.</summary>
    public static Task KeepAsync(WriteTransaction write, PhotoRecord photo, CancellationToken cancellationToken) =>
        write.ExecuteAsync(Insert, photo, cancellationToken);
}
