using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Core.Issuing;

/// <summary>A certificate whose PDF is signed and checked.</summary>
internal sealed record CompletedRecord
{
    public required long CertificateId { get; init; }
    public required CertificateKind Kind { get; init; }
    public required long Version { get; init; }
    public required string BatchId { get; init; }
    public required long Row { get; init; }
    public required DateTimeOffset At { get; init; }
    public required byte[] ClaimHash { get; init; }
    public required long DocumentId { get; init; }
    public required long StyleId { get; init; }
    public required byte[] FileHash { get; init; }
    public required long Length { get; init; }
    public required byte[] BodyCipher { get; init; }
    public required string DocumentKeyId { get; init; }
    public required string PdfKeyId { get; init; }
    public required string QrKeyId { get; init; }
    public required long ActorKeyId { get; init; }
    public long? SecondKeyId { get; init; }
    public required byte[] Salt { get; init; }
    public required byte[] Leaf { get; init; }

    public object?[] DocumentValues() => [DocumentId, StyleId, FileHash, Length, DocumentKeyId, BodyCipher];

    public object?[] EventValues() => [CertificateId, Version, CertificateEvents.Issued, At, ActorKeyId, SecondKeyId, FileHash, Salt, Leaf];
}

/// <summary>A row that ended without a new certificate, or with one.</summary>
/// <param name="BatchId">Its batch.</param>
/// <param name="Row">Its row number.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reasons">JSON of the reasons, or null.</param>
internal sealed record EndedRow(string BatchId, long Row, RowOutcome Outcome, string? Reasons);
