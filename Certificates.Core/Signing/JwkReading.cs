using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Certificates.Core.Signing;

/// <summary>Reads the published keys as they are served, for whoever verifies without asking us.</summary>
public static class JwkReading
{
    /// <summary>The keys of a JWK Set as <c>/v1/keys</c> serves it.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static PublicKeyRing Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<JwkSet>(json) is { Keys: { } keys }
                ? new PublicKeyRing(keys.Select(Key))
                : throw new InvalidDataException("There are no keys in it.");
        }
        catch (Exception fault) when (fault is JsonException or CryptographicException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"These are no published keys: {fault.Message}", fault);
        }
    }

    private static SigningKeyInfo Key(Jwk jwk)
    {
        var chain = Chain(jwk.Certificates);
        using var leaf = X509CertificateLoader.LoadCertificate(CertificateChain.Leaf(chain).Span);
        return new SigningKeyInfo
        {
            Id = jwk.KeyId,
            Institution = jwk.Institution,
            Purpose = Enum.Parse<KeyPurpose>(jwk.Purpose, ignoreCase: true),
            Algorithm = Enum.Parse<SignatureAlgorithm>(jwk.Algorithm),
            Public = leaf.PublicKey.ExportSubjectPublicKeyInfo(),
            Chain = chain,
            FormerChains = [.. (jwk.FormerCertificates ?? []).Select(former => (ReadOnlyMemory<byte>)Chain(former))],
            ValidFrom = new DateTimeOffset(jwk.ValidFrom, TimeSpan.Zero),
            ValidTo = new DateTimeOffset(jwk.ValidTo, TimeSpan.Zero),
            State = Enum.Parse<KeyState>(jwk.State, ignoreCase: true),
            CompromisedSince = jwk.CompromisedSince is { } since ? new DateTimeOffset(since, TimeSpan.Zero) : null,
        };
    }

    private static byte[] Chain(IEnumerable<string> certificates) => [.. certificates.SelectMany(Convert.FromBase64String)];
}
