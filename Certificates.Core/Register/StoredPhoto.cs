using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Privacy;

namespace Certificates.Core.Register;

/// <summary>A stored photo read back as it was taken in.</summary>
internal static class StoredPhoto
{
    /// <summary>The photo of a record.</summary>
    /// <exception cref="InvalidOperationException">The register holds what no writer of ours could have written.</exception>
    public static Photo Of(PhotoRecord record, DataCipher identity)
    {
        var jpeg = identity.Decrypt(record.BodyCipher, record.KeyId, Places.Photo(record.Hash));
        return Photo.TryParseKept(jpeg, out var photo, out _)
            ? photo
            : throw new InvalidOperationException("A stored photo is not as it was written.");
    }
}

/// <summary>A photo, kept once however many rows show it.</summary>
/// <param name="Hash">SHA-256 of the cleaned file, its orientation included.</param>
/// <param name="BodyCipher">The cleaned file, encrypted; its orientation is in it, in a segment of its own.</param>
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
