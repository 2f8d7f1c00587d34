using System.Text;
using Certificates.Core.Coding;
using Certificates.Core.Privacy;

namespace Certificates.Core.Register;

/// <summary>A stored version read back as the certificate it prints.</summary>
internal static class StoredCertificate
{
    /// <summary>The certificate of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="identity">The key people's data are encrypted with.</param>
    /// <exception cref="InvalidOperationException">The register holds what no writer of ours could have written.</exception>
    public static Certificate Of(VersionRecord version, DataCipher identity)
    {
        var idNumber = Encoding.UTF8.GetString(
            identity.Decrypt(version.IdNumberCipher, version.KeyId, Places.IdNumber(version.CertificateId, version.Version)));
        if (!IdDocument.TryParse(version.IdType, idNumber, out var document, out _))
        {
            throw new InvalidOperationException($"Certificate {version.CertificateId} is not as it was written.");
        }

        return new Certificate
        {
            Number = CertificateNumber.OfRecord(version.Number),
            Version = (int)version.Version,
            Holder = new Holder(PersonName.OfRecord(version.Name), document),
            OccupationCode = version.OccupationCode,
            Occupation = new BilingualName(version.OccupationName, version.OccupationEnglishName),
            Direction = version.DirectionName,
            DirectionEnglish = version.DirectionEnglishName ?? "",
            Course = version.Course,
            Grade = version.Grade,
            Institution = new BilingualName(version.InstitutionName, version.InstitutionEnglishName),
            AssessedOn = version.AssessedOn,
            IssuedOn = version.IssuedOn,
            LicenceIdentifier = version.LicenceIdentifier,
        };
    }
}
