namespace Certificates.Core;

/// <summary>The kinds of event in a certificate's life, as the log and the API name them.</summary>
public static class CertificateEvents
{
    /// <summary>A version was signed and is in force.</summary>
    public const string Issued = "issued";

    /// <summary>A certificate issued before this system was entered; the evidence is the file it came in.</summary>
    public const string Imported = "imported";

    /// <summary>The pick-up code was renewed; the one before ended.</summary>
    public const string ClaimCodeRenewed = "claim_code_renewed";
}
