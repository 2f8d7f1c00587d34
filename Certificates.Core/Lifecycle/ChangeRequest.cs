using System.Text.Json.Serialization;

namespace Certificates.Core.Lifecycle;

/// <summary>A change an institution asked for, or the authority's correction while it is being made.</summary>
public sealed record ChangeRequest
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>What is to be done.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required ChangeRequestState State { get; init; }

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

    /// <summary>Who decides it: approver, or authority where identity data change.</summary>
    public required string DecidedByRole { get; init; }

    /// <summary>The key that asked.</summary>
    public required long RequestedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The key that decided.</summary>
    public required long? DecidedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The key of the first of two persons of the authority who agreed; left out where one decides.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? AgreedBy { get; init; }

    /// <summary>When.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? AgreedAt { get; init; }

    /// <summary>Why it was refused.</summary>
    public required string? DecisionReason { get; init; }

    /// <summary>What a correction changes; null in lists of requests.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RequestedChanges? Changes { get; init; }

    /// <summary>The numbers of a list; null in lists of requests.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Numbers { get; init; }

    /// <summary>What was changed; said to whoever approves.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChangeResult? Result { get; init; }
}

/// <summary>What a correction changes; null stays.</summary>
/// <param name="Name">姓名.</param>
/// <param name="IdType">证件类型.</param>
/// <param name="IdNumber">证件号码.</param>
/// <param name="Photo">True for a new photo, shown at <c>/v1/requests/{id}/photo</c> while the request is open.</param>
public sealed record RequestedChanges(string? Name, string? IdType, string? IdNumber, bool Photo)
{
    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(RequestedChanges);
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
public sealed record ChangeOutcome(ChangeRequest? Request, ChangeResult? Result)
{
    /// <summary>What else waits: the authority's change of many institutions' certificates is a request for each of them.</summary>
    [JsonIgnore]
    public IReadOnlyList<ChangeRequest> Further { get; init; } = [];
}
