namespace Certificates.Core.Signing.Revocation;

/// <summary>What an authority says of one certificate, in force and signed by it.</summary>
/// <param name="Der">A CertificateList (RFC 5280, 5.1) or an OCSPResponse (RFC 6960, 4.2.1), DER.</param>
/// <param name="IsList">True of a list.</param>
/// <param name="Until">Its nextUpdate: it says nothing of later.</param>
/// <param name="IsRevoked">Whether the certificate is revoked, or suspended.</param>
/// <param name="Responder">The certificate of a responder that the authority had sign in its place; empty for none.</param>
internal sealed record Said(byte[] Der, bool IsList, DateTimeOffset Until, bool IsRevoked, byte[] Responder);
