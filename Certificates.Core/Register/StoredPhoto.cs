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
        return Photo.TryParse(jpeg, out var photo, out _)
            ? photo
            : throw new InvalidOperationException("A stored photo is not as it was written.");
    }
}
