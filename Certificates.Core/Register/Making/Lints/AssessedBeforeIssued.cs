namespace Certificates.Core.Register.Making.Lints;

/// <summary>A certificate follows its assessment.</summary>
internal sealed class AssessedBeforeIssued : ICertificateLint
{
    public string Citation => "人社部发〔2021〕73号, part three: the certificate goes to those who passed the assessment";

    public Refusal? Check(CertificateDraft draft) => draft.AssessedOn <= draft.Today
        ? null
        : new Refusal(RefusalCode.AssessedOnInFuture, "assessedOn");
}
