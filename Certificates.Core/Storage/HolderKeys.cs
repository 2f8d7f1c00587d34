using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Coding;

namespace Certificates.Core.Storage;

/// <summary>
/// The keyed hash a holder is found by: equal for equal ID numbers, whatever the type of document, and of no use to whoever
/// has the register without the look-up key (a plain hash of an ID number is guessed in minutes).
/// </summary>
/// <param name="key">The look-up key; it changes only by re-keying every row.</param>
internal sealed class HolderKeys(SecretKey key)
{
    private readonly SecretKey _key = key.For(SecretKeyPurpose.LookUp);

    /// <summary>HMAC-SHA-256 of <see cref="IdDocument.LookUpText"/>, 32 bytes.</summary>
    public byte[] Of(IdDocument document) => HMACSHA256.HashData(_key.Bytes, Encoding.UTF8.GetBytes(document.LookUpText));
}
