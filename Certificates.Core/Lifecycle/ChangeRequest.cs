namespace Certificates.Core.Lifecycle;

/// <summary>A change an institution asked for, or the authority's correction while it is being made.</summary>
public sealed record ChangeRequest
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>What is to be done.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>To which certificate; null for a batch or a list.</summary>
    public required string? Number { get; init; }

    /// <summary>To all of which batch; null for a certificate or a list.</summary>
    public required Guid? BatchId { get; init; }

    /// <summary>The institution whose certificates they are.</summary>
    public required string InstitutionCode { get; init; }

    /// <summary>How many certificates it would have changed when it was asked for.</summary>
    public required int Certificates { get; init; }

    /// <summary>The public category.</summary>
    public required ChangeCategory Category { get; init; }

    /// <summary>The free text.</summary>
    public required string Reason { get; init; }

    /// <summary>SHA-256 of a document kept elsewhere, lower-case hex.</summary>
    public required string? EvidenceSha256 { get; init; }

    /// <summary>True when the authority decides it, because identity data change.</summary>
    public required bool NeedsAuthority { get; init; }

    /// <summary>The key that asked.</summary>
    public required long RequestedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required ChangeRequestState State { get; init; }

    /// <summary>The key that decided.</summary>
    public required long? DecidedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it was refused.</summary>
    public required string? DecisionReason { get; init; }

    /// <summary>What a correction would change; null in lists, and for every other kind.</summary>
    public Correction? Correction { get; init; }

    /// <summary>True for a correction with a new photo.</summary>
    public bool HasPhoto { get; init; }

    /// <summary>The numbers of a list; null in lists of requests.</summary>
    public IReadOnlyList<string>? Numbers { get; init; }
}

/// <summary>Where a change request stands.</summary>
public enum ChangeRequestState
{
    /// <summary>Waits for a second key.</summary>
    Open,

    /// <summary>Approved, and done in the same transaction.</summary>
    Approved,

    /// <summary>Refused; nothing was changed.</summary>
    Refused,
}

/// <summary>What came of asking for a change: it is done, or waits for a second key.</summary>
/// <param name="Request">The request that waits; null when it is done.</param>
/// <param name="Result">What was changed; null while it waits.</param>
public sealed record ChangeOutcome(ChangeRequest? Request, ChangeResult? Result);

/// <summary>A request that was approved, with what was changed.</summary>
/// <param name="Request">As it stands now.</param>
/// <param name="Result">What was changed.</param>
public sealed record ApprovedChange(ChangeRequest Request, ChangeResult Result);
