using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Register;

namespace Certificates.Core.Intake;

/// <summary>
/// Whether a training certificate that a grade's row names is one it can rest on: in force, and of the same holder, occupation and
/// grade. Judged when the file comes in, and again in the write that numbers the certificate.
/// </summary>
internal static class RestsOnCheck
{
    /// <summary><c>training_certificate_invalid</c>, the same words whatever is wrong: nothing is told of another holder's.</summary>
    public static Refusal? Fault(Standing? named, byte[] holderKey, Holder holder, Occupation occupation, Grade grade) =>
        named is { Status: CertificateStatus.Valid }
        && named.Kind == CertificateKind.Training
        && named.HolderKey.AsSpan().SequenceEqual(holderKey)
        && named.PassportNameKey == holder.PassportNameKey
        && named.OccupationNumber == occupation.Number
        && named.Grade == grade
            ? null
            : new Refusal(
                RefusalCode.TrainingCertificateInvalid,
                "trainingCertificateNumber",
                "There is no training certificate of this number in force for this holder, occupation and grade.");
}
