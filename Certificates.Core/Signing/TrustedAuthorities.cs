using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Certificates.Core.Signing.Gm;

namespace Certificates.Core.Signing;

/// <summary>
/// The certification authorities of the configuration. A key of the register, or of the desk, is believed when each of its certificates
/// chains to one of them (RFC 5280, 6.1), without regard to the time: what a key signed stays verifiable after its certificate ended.
/// Without that, whoever can write to the database has a key of their own believed. What is said of its state its seal vouches for.
/// </summary>
internal sealed class TrustedAuthorities(IReadOnlyList<X509Certificate2> authorities)
{
    private const int MostKept = 1_000;
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, bool> _judged = new(StringComparer.Ordinal);

    /// <summary>Those that are vouched for, and the others.</summary>
    public (IReadOnlyList<SigningKeyInfo> Vouched, IReadOnlyList<SigningKeyInfo> Others) Sort(IReadOnlyList<SigningKeyInfo> keys)
    {
        var sorted = keys.ToLookup(key => key.IsSealed && Vouches(key));
        return ([.. sorted[true]], [.. sorted[false].Where(key => key.Id == PublicKeyRing.IdOf(key.Public.Span))]);
    }

    /// <summary>True when the key is one that an authority certified, for the span that stands beside it.</summary>
    public bool Vouches(SigningKeyInfo key)
    {
        if (key.Id != PublicKeyRing.IdOf(key.Public.Span))
        {
            return false;
        }

        var said = $"{key.Id} {key.ValidFrom.UtcTicks} {key.ValidTo.UtcTicks} "
            + string.Join(' ', key.Chains.Select(chain => Convert.ToHexString(SHA256.HashData(chain.Span))));
        if (_judged.Count > MostKept)
        {
            _judged.Clear();
        }

        return _judged.GetOrAdd(said, _ => IsCertified(key));
    }

    /// <summary>The key's last certificate, those above it, and the authority that is trusted; empty where there is none.</summary>
    public IReadOnlyList<X509Certificate2> ChainOf(SigningKeyInfo key)
    {
        var sent = CertificateChain.Split(key.Chain).Select(each => X509CertificateLoader.LoadCertificate(each.Span)).ToList();
        return IsTrusted(sent[0]) ? [sent[0]] : Build(sent[0], sent) ?? [];
    }

    private bool IsCertified(SigningKeyInfo key)
    {
        var (first, last) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        foreach (var chain in key.Chains)
        {
            try
            {
                var certificates = CertificateChain.Split(chain).Select(each => X509CertificateLoader.LoadCertificate(each.Span)).ToList();
                var leaf = certificates[0];
                if (!leaf.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.Public.Span)
                    || !(IsTrusted(leaf) || Leads(leaf, certificates)))
                {
                    return false;
                }

                var (begins, ends) = (Utc(leaf.NotBefore), Utc(leaf.NotAfter));
                (first, last) = (begins < first ? begins : first, ends > last ? ends : last);
            }
            catch (Exception malformed) when (malformed is CryptographicException or System.Formats.Asn1.AsnContentException
                or ArgumentOutOfRangeException)
            {
                return false;
            }
        }

        return (key.ValidFrom - first).Duration() <= Rounding && (key.ValidTo - last).Duration() <= Rounding;
    }

    private static DateTimeOffset Utc(DateTime time) => new(time.ToUniversalTime(), TimeSpan.Zero);

    private bool IsTrusted(X509Certificate2 leaf) =>
        authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span));

    private bool Leads(X509Certificate2 leaf, List<X509Certificate2> sent) =>
        Sm2Chain.IsOf(sent) ? Sm2Chain.Leads(leaf, sent, authorities) : Build(leaf, sent) is not null;

    /// <summary>From a certificate up to the authority; null where it chains to none.</summary>
    private IReadOnlyList<X509Certificate2>? Build(X509Certificate2 leaf, List<X509Certificate2> sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(sent.ToArray());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(leaf)
            ? [.. chain.ChainElements.Select(each => X509CertificateLoader.LoadCertificate(each.Certificate.RawData))]
            : null;
    }
}
