namespace Certificates.Core.Register;

/// <summary>
/// The stored life of a certificate. <c>superseded</c> is a property of a version, never a stored status. A live
/// certificate is one below <see cref="Revoked"/>: at most one per holder, kind, occupation, direction and grade.
/// </summary>
public enum CertificateStatus
{
    /// <summary>Number taken, nothing signed yet; unknown to the public.</summary>
    Reserved = 0,

    /// <summary>有效.</summary>
    Valid = 1,

    /// <summary>核查中: frozen while a complaint is looked into.</summary>
    Suspended = 2,

    /// <summary>已撤销: obtained unlawfully, void from the start.</summary>
    Revoked = 3,

    /// <summary>已注销: ended without fault.</summary>
    Cancelled = 4,
}

/// <summary>Where a certificate comes from. The stored values never change.</summary>
public enum CertificateOrigin
{
    /// <summary>Issued here, with a signed PDF.</summary>
    Issued = 0,

    /// <summary>Issued before this system and entered from the institution's records: there is no PDF of it here.</summary>
    Imported = 1,
}
