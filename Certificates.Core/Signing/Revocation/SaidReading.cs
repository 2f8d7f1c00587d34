using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Ocsp;
using Org.BouncyCastle.X509;
using Certificate = Org.BouncyCastle.X509.X509Certificate;

namespace Certificates.Core.Signing.Revocation;

/// <summary>
/// Reads what an authority sent of a certificate. It counts when it is signed by who issued the certificate, or by a responder that it
/// certified for that, is about this certificate, and is of now. The bytes may be anybody's: they came over the network.
/// </summary>
/// <param name="certificate">The certificate that is asked about.</param>
/// <param name="issuer">The one above it, which is believed.</param>
internal sealed class SaidReading(X509Certificate2 certificate, X509Certificate2 issuer)
{
    /// <summary>How far the clock of an authority may be ahead.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private const int SignsLists = 6; // cRLSign (RFC 5280, 4.2.1.3)
    private const int Deepest = 32;
    private readonly Certificate _issuer = new(issuer.RawData);
    private readonly BigInteger _serial = new(1, certificate.SerialNumberBytes.ToArray());

    /// <summary>
    /// The request to a responder: SHA-1 in the id, which is no signature, as RFC 5019, 2.1.1, demands; nothing random, so that the
    /// responder may answer with what it has.
    /// </summary>
    public byte[] Request()
    {
        var request = new OcspReqGenerator();
        request.AddRequest(Id());
        return request.Generate().GetEncoded();
    }

    /// <summary>Reads a list.</summary>
    /// <exception cref="RevocationException">It does not count.</exception>
    public Said List(byte[] der, DateTimeOffset now) => Read(der, () =>
    {
        var list = new X509Crl(CertificateList.GetInstance(Asn1Object.FromByteArray(der)));
        Require(list.IssuerDN.Equivalent(_issuer.SubjectDN), "is of another authority");
        Require(_issuer.GetKeyUsage() is not { Length: > SignsLists } usage || usage[SignsLists], "is signed by what signs no lists");
        Require(list.IsSignatureValid(_issuer.GetPublicKey()), "is not signed by the authority");
        Require(list.GetCriticalExtensionOids() is not { } critical
            || critical.All(id => id == X509Extensions.IssuingDistributionPoint.Id), "has parts that cannot be read");
        Require(IsWhole(list), "is of a part of the certificates, or not of these");
        var until = Until(list.ThisUpdate, list.NextUpdate, now);
        return new Said(der, IsList: true, until, list.GetRevokedCertificate(_serial) is not null, []);
    });

    /// <summary>Reads a responder's answer.</summary>
    /// <exception cref="RevocationException">It does not count.</exception>
    public Said Answer(byte[] der, DateTimeOffset now) => Read(der, () =>
    {
        var answer = new OcspResp(der);
        Require(answer.Status == OcspRespStatus.Successful, "says that the responder cannot answer");
        var basic = answer.GetResponseObject() as BasicOcspResp;
        Require(basic is not null, "is of another kind");
        var about = basic!.Responses.FirstOrDefault(each =>
            each.GetCertID().SerialNumber.Equals(_serial) && each.GetCertID().MatchesIssuer(_issuer));
        Require(about is not null, "is not about this certificate");
        var responder = Responder(basic, now);
        var until = Until(about!.ThisUpdate, about.NextUpdate, now);
        Require(about.GetCertStatus() is null or RevokedStatus, "says that the certificate is not known");
        return new Said(der, IsList: false, until, about.GetCertStatus() is not null, responder);
    });

    private CertificateID Id() => new(CertificateID.DigestSha1, _issuer, _serial);

    /// <summary>A list of all reasons, of all certificates or of those of this kind.</summary>
    private bool IsWhole(X509Crl list)
    {
        if (list.GetExtensionValue(X509Extensions.IssuingDistributionPoint) is not { } value)
        {
            return true;
        }

        var isAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority);
        var point = IssuingDistributionPoint.GetInstance(Asn1Object.FromByteArray(value.GetOctets()));
        return point is { IsIndirectCrl: false, OnlyContainsAttributeCerts: false, OnlySomeReasons: null }
            && !(isAuthority ? point.OnlyContainsUserCerts : point.OnlyContainsCACerts);
    }

    /// <summary>The certificate of who signed in the authority's place, and may (RFC 6960, 4.2.2.2); empty for itself.</summary>
    private byte[] Responder(BasicOcspResp answer, DateTimeOffset now)
    {
        if (IsSignedBy(answer, _issuer))
        {
            return [];
        }

        var responder = answer.GetCerts().FirstOrDefault(sent => sent.IssuerDN.Equivalent(_issuer.SubjectDN)
            && sent.IsSignatureValid(_issuer.GetPublicKey()) && sent.IsValid(now.UtcDateTime)
            && sent.GetExtendedKeyUsage() is { } uses && uses.Contains(KeyPurposeID.id_kp_OCSPSigning) && IsSignedBy(answer, sent));
        Require(responder is not null, "is not signed by the authority, nor by a responder of its");
        return responder!.GetEncoded();
    }

    /// <summary>A key of another algorithm made no signature, and is none.</summary>
    private static bool IsSignedBy(BasicOcspResp answer, Certificate signer)
    {
        try
        {
            return answer.Verify(signer.GetPublicKey());
        }
        catch (OcspException)
        {
            return false;
        }
    }

    private static DateTimeOffset Until(DateTime from, DateTime? until, DateTimeOffset now)
    {
        Require(from.ToUniversalTime() <= (now + Ahead).UtcDateTime, "is of a time that lies ahead");
        Require(until?.ToUniversalTime() > now.UtcDateTime, "has ended, or does not say when it ends");
        return new DateTimeOffset(until!.Value.ToUniversalTime());
    }

    private static Said Read(byte[] der, Func<Said> read)
    {
        try
        {
            RequireShallow(der, 0);
            return read();
        }
        catch (Exception malformed) when (malformed is not (RevocationException or OperationCanceledException))
        {
            throw new RevocationException("cannot be read", malformed);
        }
    }

    /// <summary>The library reads what is nested by calling itself.</summary>
    private static void RequireShallow(ReadOnlyMemory<byte> der, int depth)
    {
        Require(depth <= Deepest, "is nested too deeply");
        var values = new AsnReader(der, AsnEncodingRules.BER);
        while (values.HasData)
        {
            var isConstructed = values.PeekTag().IsConstructed;
            var content = isConstructed ? values.PeekContentBytes() : default;
            values.ReadEncodedValue();
            if (isConstructed)
            {
                RequireShallow(content, depth + 1);
            }
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new RevocationException(otherwise);
        }
    }
}
