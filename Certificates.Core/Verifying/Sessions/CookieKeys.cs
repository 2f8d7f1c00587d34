using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Verifying.Sessions;

/// <summary>
/// The keys that cookies and forms are protected with, kept in the desk for all processes, encrypted under a key of their own that is
/// derived from the look-up key: whoever reads the desk or its back-up has none of them, and whoever writes it can add none.
/// </summary>
public sealed partial class CookieKeys : IDisposable
{
    private readonly DeskDataProtectionKeys _store;
    private readonly DataCipher _cipher;
    private readonly ILogger<CookieKeys> _log;

    internal CookieKeys(
        DeskDataProtectionKeys store, [FromKeyedServices(SecretKeyPurpose.LookUp)] SecretKey key, ILogger<CookieKeys> log)
    {
        var derived = new byte[SecretKey.Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.For(SecretKeyPurpose.LookUp).Bytes, derived, salt: [], info: "cookie keys v1"u8);
        _cipher = new DataCipher(new SecretKey(SecretKeyPurpose.LookUp, derived));
        (_store, _log) = (store, log);
    }

    /// <summary>All of them as XML. One that was not written by this class, or under another key, is none.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _store.ListAsync(cancellationToken)).Select(Open).OfType<string>()];

    /// <summary>Keeps one; a name that is there already stays as it stands.</summary>
    public Task KeepAsync(string name, string xml, CancellationToken cancellationToken)
    {
        var stored = Base64Url.EncodeToString(_cipher.Encrypt(Encoding.UTF8.GetBytes(xml), Place(name)));
        return _store.InsertAsync(name, $"{_cipher.KeyId}.{stored}", cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _cipher.Dispose();

    private static RowAddress Place(string name) => RowAddress.Of("DataProtectionKey", SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private string? Open(DataProtectionKeyRecord kept)
    {
        try
        {
            return kept.Xml.Split('.') is [var keyId, var stored] && Base64Url.IsValid(stored)
                ? Encoding.UTF8.GetString(_cipher.Decrypt(Base64Url.DecodeFromChars(stored), keyId, Place(kept.Name)))
                : throw new CryptographicException("It is not encrypted.");
        }
        catch (CryptographicException fault)
        {
            LogForeign(_log, fault, kept.Name);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The cookie key {Name} of the desk is left alone: it was not written under this site's key.")]
    private static partial void LogForeign(ILogger log, Exception fault, string name);
}
