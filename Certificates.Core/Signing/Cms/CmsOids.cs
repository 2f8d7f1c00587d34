namespace Certificates.Core.Signing.Cms;

/// <summary>Object identifiers of a PAdES signature.</summary>
internal static class CmsOids
{
    public const string Data = "1.2.840.113549.1.7.1"; // RFC 5652, 4
    public const string SignedData = "1.2.840.113549.1.7.2"; // RFC 5652, 5.1
    public const string ContentType = "1.2.840.113549.1.9.3"; // RFC 5652, 11.1
    public const string MessageDigest = "1.2.840.113549.1.9.4"; // RFC 5652, 11.2
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47"; // RFC 5035, 3
    public const string TimeStampToken = "1.2.840.113549.1.9.16.2.14"; // RFC 3161, appendix A
    public const string Sha256 = "2.16.840.1.101.3.4.2.1"; // RFC 5754, 2.2
    public const string EcdsaWithSha256 = "1.2.840.10045.4.3.2"; // RFC 5754, 3.3
    public const string Rsa = "1.2.840.113549.1.1.1"; // RFC 5754, 3.2: the form every reader knows
}
