using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Pkix;
using Org.BouncyCastle.Security.Certificates;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509.Store;
using Certificate = Org.BouncyCastle.X509.X509Certificate;

namespace Certificates.Core.Signing.Gm;

/// <summary>Chains with signatures by SM2, which the framework does not verify (RFC 5280, 6.1).</summary>
internal static class Sm2Chain
{
    /// <summary>True where the framework cannot judge a chain of these certificates.</summary>
    public static bool IsOf(IEnumerable<X509Certificate2> certificates) =>
        certificates.Any(certificate => certificate.SignatureAlgorithm.Value == Sm2.WithSm3);

    /// <summary>True when a certificate chains to one of the authorities, as things stood when it began.</summary>
    public static bool Leads(X509Certificate2 leaf, IEnumerable<X509Certificate2> sent, IEnumerable<X509Certificate2> authorities)
    {
        try
        {
            var first = Read(leaf);
            var parameters = new PkixBuilderParameters(
                new HashSet<TrustAnchor>(authorities.Select(authority => new TrustAnchor(Read(authority), null))),
                new X509CertStoreSelector { Certificate = first })
            {
                IsRevocationEnabled = false,
                Date = first.NotBefore,
            };
            parameters.AddStoreCert(CollectionUtilities.CreateStore(sent.Select(Read).ToList()));
            new PkixCertPathBuilder().Build(parameters);
            return true;
        }
        catch (Exception broken) when (broken is PkixCertPathBuilderException or CertificateException or ArgumentException)
        {
            return false;
        }
    }

    private static Certificate Read(X509Certificate2 certificate) => new(certificate.RawData);
}
