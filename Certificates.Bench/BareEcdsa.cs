using System.Security.Cryptography;

namespace Certificates.Bench;

/// <summary>Signing on P-256 and nothing else, on every core: what no certificate with two signatures can be made faster than half of.</summary>
internal static class BareEcdsa
{
    /// <summary>As reports name it.</summary>
    public const string Name = "bare ECDSA P-256 signing, all cores";

    private const int Runs = 5, Count = 40_000;

    /// <summary>Signatures a second.</summary>
    public static double PerSecond()
    {
        using var keys = new ThreadLocal<ECDsa>(() => ECDsa.Create(ECCurve.NamedCurves.nistP256), trackAllValues: true);
        var hash = new byte[SHA256.HashSizeInBytes];
        var rate = Count / Figures.Seconds(Runs, () => Parallel.For(0, Count, _ => keys.Value!.SignHash(hash)));
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }

        return rate;
    }
}
