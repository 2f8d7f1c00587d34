namespace Certificates.Core.Register;

/// <summary>Where a certificate comes from. The stored values never change.</summary>
public enum CertificateOrigin
{
    /// <summary>Issued here, with a signed PDF.</summary>
    Issued = 0,

    /// <summary>Issued before this system and entered from the institution's records: there is no PDF of it here.</summary>
    Imported = 1,
}
