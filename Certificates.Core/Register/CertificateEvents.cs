namespace Certificates.Core.Register;

/// <summary>The kinds of event in a certificate's life, as the log and the API name them.</summary>
public static class CertificateEvents
{
    /// <summary>A version was signed and is in force.</summary>
    public const string Issued = "issued";

    /// <summary>A certificate issued before this system was entered; the evidence is the file it came in.</summary>
    public const string Imported = "imported";

    /// <summary>Frozen while something is looked into.</summary>
    public const string Suspended = "suspended";

    /// <summary>In force again.</summary>
    public const string Restored = "restored";

    /// <summary>Void from the start.</summary>
    public const string Revoked = "revoked";

    /// <summary>Ended without fault.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>A next version took the place of the one before.</summary>
    public const string Corrected = "corrected";

    /// <summary>The pick-up code was renewed; the one before ended.</summary>
    public const string ClaimCodeRenewed = "claim_code_renewed";

    /// <summary>The register was restored from an older copy, and a status that it had lost was put in force again.</summary>
    public const string Recovered = "recovered";
}
