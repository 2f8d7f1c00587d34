using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Certificates.Core.Signing;

/// <summary>
/// A certification authority that lives as long as this object: its private key is never written, so what it signs here is
/// all it will ever sign. Every subject carries <see cref="Mark"/>.
/// </summary>
internal sealed class DemoAuthority : IDisposable
{
    /// <summary>Organisation in every subject; keys that bear it are refused outside a demo.</summary>
    public const string Mark = "DEMO - not for real use";

    private const string DocumentSigning = "1.3.6.1.5.5.7.3.36"; // id-kp-documentSigning, RFC 9336
    private const int RootYears = 10;
    private const int LeafYears = 3;

    private readonly DateTimeOffset _begin;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public DemoAuthority(DateTimeOffset now)
    {
        _begin = now.AddHours(-1); // other machines' clocks may be behind
        var request = new CertificateRequest(Subject("Demo Root"), _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var withKey = request.CreateSelfSigned(_begin, _begin.AddYears(RootYears));
        _root = X509CertificateLoader.LoadCertificate(withKey.RawData);
    }

    public string RootPem => _root.ExportCertificatePem();

    /// <summary>Was the key's certificate issued by such an authority?</summary>
    public static bool Issued(SigningKeyInfo key)
    {
        using var leaf = X509CertificateLoader.LoadCertificate(CertificateChain.Leaf(key.Chain).Span);
        return leaf.SubjectName.EnumerateRelativeDistinguishedNames()
            .Any(name => !name.HasMultipleElements && name.GetSingleElementValue() == Mark);
    }

    /// <summary>Makes a key and its certificate: a PKCS #12 file that holds both, and the root.</summary>
    public byte[] Issue(KeyPurpose purpose, SignatureAlgorithm algorithm, string institution, string password)
    {
        if (algorithm == SignatureAlgorithm.RS256)
        {
            using var rsa = RSA.Create(2048);
            using var bare = Sign(new CertificateRequest(
                SubjectOf(purpose, institution), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), purpose);
            using var leaf = bare.CopyWithPrivateKey(rsa);
            return Export(leaf, password);
        }

        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var bareEc = Sign(new CertificateRequest(SubjectOf(purpose, institution), ec, HashAlgorithmName.SHA256), purpose);
        using var leafEc = bareEc.CopyWithPrivateKey(ec);
        return Export(leafEc, password);
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Sign(CertificateRequest request, KeyPurpose purpose)
    {
        var extensions = request.CertificateExtensions;
        extensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        extensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        extensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, includeKeyIdentifier: true,
            includeIssuerAndSerial: false));
        if (purpose == KeyPurpose.Pdf)
        {
            extensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation,
                critical: true));
            extensions.Add(new X509EnhancedKeyUsageExtension([new Oid(DocumentSigning)], critical: false));
        }
        else
        {
            extensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        }

        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)(serial[0] & 0x3F | 0x40); // positive and of full length (RFC 5280, 4.1.2.2)

        // the root is EC whatever the leaf is, so the generator is named rather than taken from the request
        return request.Create(_root.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), _begin, _begin.AddYears(LeafYears), serial);
    }

    private byte[] Export(X509Certificate2 leaf, string password) => new X509Certificate2Collection { leaf, _root }
        .ExportPkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 2_000), password);

    private static X500DistinguishedName SubjectOf(KeyPurpose purpose, string institution) =>
        Subject(purpose == KeyPurpose.Pdf ? institution : $"Demo {purpose} key");

    private static X500DistinguishedName Subject(string commonName)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCountryOrRegion("CN");
        name.AddOrganizationName(Mark);
        name.AddCommonName(commonName);
        return name.Build();
    }
}
