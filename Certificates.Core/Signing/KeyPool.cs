using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Certificates.Core.Signing;

/// <summary>Key objects of one key, as many as are used at once: the framework's are not safe for two threads.</summary>
/// <param name="open">Opens one more object of the key.</param>
internal sealed class KeyPool(Func<AsymmetricAlgorithm> open) : IDisposable
{
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];

    public byte[] SignHash(ReadOnlySpan<byte> sha256)
    {
        var key = Rent();
        try
        {
            return key switch
            {
                ECDsa ec => ec.SignHash(sha256),
                RSA rsa => rsa.SignHash(sha256, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => throw Unknown(key),
            };
        }
        finally
        {
            _idle.Add(key);
        }
    }

    public bool VerifyHash(ReadOnlySpan<byte> sha256, ReadOnlySpan<byte> signature)
    {
        var key = Rent();
        try
        {
            return key switch
            {
                ECDsa ec => ec.VerifyHash(sha256, signature),
                RSA rsa => rsa.VerifyHash(sha256, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => throw Unknown(key),
            };
        }
        finally
        {
            _idle.Add(key);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var key))
        {
            key.Dispose();
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Lent: it goes back to the bag, which disposes of it.")]
    private AsymmetricAlgorithm Rent() => _idle.TryTake(out var key) ? key : open();

    private static InvalidOperationException Unknown(AsymmetricAlgorithm key) => new($"{key.GetType().Name} is neither ECDSA nor RSA.");
}
