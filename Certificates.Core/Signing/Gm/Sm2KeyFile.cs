using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;

namespace Certificates.Core.Signing.Gm;

/// <summary>Opens PKCS #12 files with an SM2 key.</summary>
internal static class Sm2KeyFile
{
    /// <summary>Reads the key of a file, its certificate and those above it, nearest first.</summary>
    /// <returns>False where the file cannot be opened by this password, or holds another kind of key, none, or several.</returns>
    public static bool TryOpen(
        byte[] content, string password, [NotNullWhen(true)] out ECPrivateKeyParameters? key,
        out IReadOnlyList<X509Certificate2> certificates)
    {
        (key, certificates) = (null, []);
        try
        {
            var store = new Pkcs12StoreBuilder().Build();
            store.Load(new MemoryStream(content, writable: false), password.ToCharArray());
            if (store.Aliases.Where(store.IsKeyEntry).ToList() is not [var only]
                || store.GetKey(only).Key is not ECPrivateKeyParameters { PublicKeyParamSet.Id: Sm2.Curve } found
                || store.GetCertificateChain(only) is not { Length: > 0 } chain)
            {
                return false;
            }

            key = found;
            certificates = [.. chain.Select(each => X509CertificateLoader.LoadCertificate(each.Certificate.GetEncoded()))];
            return true;
        }
        catch (Exception other) when (other is IOException or ArgumentException or CryptoException or Asn1ParsingException
            or InvalidOperationException or InvalidCastException or System.Security.Cryptography.CryptographicException)
        {
            // Whoever reads it as a file of another kind says what is wrong with it.
            return false;
        }
    }
}
