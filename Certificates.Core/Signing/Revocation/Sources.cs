using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;

namespace Certificates.Core.Signing.Revocation;

/// <summary>Where a certificate says that it is told whether it is revoked, by HTTP or HTTPS.</summary>
/// <param name="Lists">Addresses of the list (RFC 5280, 4.2.1.13); each is as good as the others.</param>
/// <param name="Responders">Addresses of responders (RFC 5280, 4.2.2.1).</param>
internal sealed record Sources(IReadOnlyList<Uri> Lists, IReadOnlyList<Uri> Responders)
{
    private const string DistributionPoints = "2.5.29.31", AuthorityInformation = "1.3.6.1.5.5.7.1.1";

    /// <summary>Of each kind the first ones.</summary>
    private const int Most = 4;

    /// <summary>Reads them; none where the extensions cannot be read.</summary>
    public static Sources Of(X509Certificate2 certificate)
    {
        try
        {
            var lists = certificate.Extensions[DistributionPoints] is { } points ? ListsOf(points.RawData) : [];
            var responders = certificate.Extensions[AuthorityInformation] is { } information
                ? new X509AuthorityInformationAccessExtension(information.RawData, information.Critical).EnumerateOcspUris() : [];
            return new Sources(Addresses(lists), Addresses(responders));
        }
        catch (Exception malformed) when (malformed is CryptographicException or ArgumentException or IOException or InvalidCastException)
        {
            return new Sources([], []);
        }
    }

    /// <summary>Those that are of all reasons, and by the authority itself.</summary>
    private static IEnumerable<string> ListsOf(byte[] extension) =>
        CrlDistPoint.GetInstance(Asn1Object.FromByteArray(extension)).GetDistributionPoints()
            .Where(point => point is { Reasons: null, CrlIssuer: null, DistributionPointName.Type: DistributionPointName.FullName })
            .SelectMany(point => GeneralNames.GetInstance(point.DistributionPointName.Name).GetNames())
            .Where(name => name.TagNo == GeneralName.UniformResourceIdentifier)
            .Select(name => DerIA5String.GetInstance(name.Name).GetString());

    private static Uri[] Addresses(IEnumerable<string> texts) =>
    [
        .. texts.Select(text => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null)
            .Where(address => address?.Scheme is "http" or "https").Distinct().Take(Most)!,
    ];
}
