namespace Certificates.Core.Register.Making.Lints;

/// <summary>One rule that a certificate must keep before anything is signed; one a file, with where it comes from.</summary>
internal interface ICertificateLint
{
    /// <summary>The rule's source.</summary>
    string Citation { get; }

    /// <summary>Why the draft must not be issued; null when it keeps the rule.</summary>
    Refusal? Check(CertificateDraft draft);
}
