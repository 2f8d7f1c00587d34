using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Core.Batches;

/// <summary>A batch as it stands in the register.</summary>
internal sealed class BatchRecord
{
    public required string Id { get; init; }
    public required CertificateKind Kind { get; init; }
    public required long InstitutionId { get; init; }
    public string? IdempotencyKey { get; init; }
    public required byte[] ContentHash { get; init; }
    public required string FileName { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required long ReceivedBy { get; init; }
    public required BatchStatus Status { get; init; }
    public CertificateOrigin Origin { get; init; }
    public DateTimeOffset? PublicUntil { get; init; }
    public long? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public byte[]? DecisionCipher { get; init; }
    public string? DecisionKeyId { get; init; }

    /// <summary>What became of its photos, as JSON; known when all its rows were judged.</summary>
    public string? Photos { get; set; }

    public byte[]? ReadingCipher { get; set; }
    public string? ReadingKeyId { get; set; }
    public string InstitutionCode { get; init; } = "";

    /// <summary>The keys that sent and approved it.</summary>
    public (long? Asked, long? Decided) Actors => (ReceivedBy, DecidedBy);

    /// <summary>The form of its rows.</summary>
    public ResultsForm Form => ResultsForm.Of(Kind, Origin);
}

/// <summary>How many rows of a batch ended how.</summary>
internal sealed class OutcomeCount
{
    public RowOutcome Outcome { get; init; }
    public long Count { get; init; }
}

/// <summary>A row of a batch as it stands in the register; what was sent is encrypted.</summary>
internal sealed class BatchRowRecord
{
    public required string BatchId { get; init; }
    public required long Row { get; init; }
    public required string CandidateNumber { get; init; }
    public required RowOutcome Outcome { get; init; }
    public string? Reasons { get; init; }
    public required byte[] SentCipher { get; init; }
    public required string KeyId { get; init; }
    public byte[]? HolderKey { get; init; }
    public byte[]? PhotoHash { get; init; }
    public long? CertificateId { get; init; }
    public long Attempts { get; init; }
    public string? CertificateNumber { get; init; }
    public long? ClaimGeneration { get; init; }
    public DateTimeOffset? HeldAt { get; init; }
    public byte[]? HoldCipher { get; init; }
    public string? HoldKeyId { get; init; }

    public RowId Id => new(BatchId, Row);
}

/// <summary>公示期: the days in which a batch lies open to complaints before anything of it is issued.</summary>
internal static class PublicityPeriod
{
    /// <summary>
    /// When a period ends that begins at <paramref name="from"/>: the first day is not counted, and the last ends at midnight in
    /// China (民法典, art. 201 and 203). Null when there is no period.
    /// </summary>
    public static DateTimeOffset? EndOf(DateTimeOffset from, int days) =>
        days == 0 ? null : ChinaTime.StartOf(ChinaTime.DayOf(from).AddDays(days + 1));
}
