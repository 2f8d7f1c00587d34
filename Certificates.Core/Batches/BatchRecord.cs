namespace Certificates.Core.Batches;

/// <summary>A batch as it stands in the register.</summary>
internal sealed class BatchRecord
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required long InstitutionId { get; init; }
    public string? IdempotencyKey { get; init; }
    public required byte[] ContentHash { get; init; }
    public required string FileName { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required long ReceivedBy { get; init; }
    public required long Status { get; init; }
    public long Origin { get; init; }
    public DateTimeOffset? PublicUntil { get; init; }
    public long? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public byte[]? DecisionCipher { get; init; }
    public string? DecisionKeyId { get; init; }
    public string InstitutionCode { get; init; } = "";
}

/// <summary>How many rows of a batch ended how.</summary>
internal sealed class OutcomeCount
{
    public long Outcome { get; init; }
    public long Count { get; init; }
}

/// <summary>A row of a batch as it stands in the register; what was sent is encrypted.</summary>
internal sealed class BatchRowRecord
{
    public required string BatchId { get; init; }
    public required long Row { get; init; }
    public required string CandidateNumber { get; init; }
    public required long Outcome { get; init; }
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
}
