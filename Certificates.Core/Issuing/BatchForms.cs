using Certificates.Core.Intake;
using Certificates.Core.Storage;

namespace Certificates.Core.Issuing;

/// <summary>The form a batch was sent in.</summary>
internal static class BatchForms
{
    /// <summary>The kind of certificate a batch leads to.</summary>
    public static CertificateKind KindOf(this BatchRecord batch) => (CertificateKind)batch.Kind[0];

    /// <summary>The form of its rows.</summary>
    public static ResultsForm FormOf(this BatchRecord batch) => ResultsForm.Of(batch.KindOf());
}
