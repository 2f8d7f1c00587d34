using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Core.Batches;

/// <summary>The form a batch was sent in.</summary>
public static class BatchForms
{
    /// <summary>The kind of certificate a batch leads to.</summary>
    internal static CertificateKind KindOf(this BatchRecord batch) => (CertificateKind)batch.Kind[0];

    /// <summary>Whether it holds results, or certificates issued before this system.</summary>
    internal static CertificateOrigin OriginOf(this BatchRecord batch) => (CertificateOrigin)batch.Origin;

    /// <summary>The form of its rows.</summary>
    internal static ResultsForm FormOf(this BatchRecord batch) => Of(batch.KindOf(), batch.OriginOf());

    /// <summary>The form of a batch's rows.</summary>
    public static ResultsForm FormOf(this BatchSummary batch) => Of(batch.Kind, batch.Origin);

    private static ResultsForm Of(CertificateKind kind, CertificateOrigin origin) => origin switch
    {
        CertificateOrigin.Issued => ResultsForm.Of(kind),
        CertificateOrigin.Imported => ResultsForm.OfEarlier(kind),
    };
}
