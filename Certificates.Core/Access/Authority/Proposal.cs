namespace Certificates.Core.Access.Authority;

/// <summary>
/// What one person asked for and another does or refuses: of the authority, or an approver who wants a key for the own institution.
/// </summary>
public sealed record Proposal
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>What is asked for.</summary>
    public required ProposalKind Kind { get; init; }

    /// <summary>The institution's code; empty where it is about none.</summary>
    public required string Subject { get; init; }

    /// <summary>The particulars as JSON, by whoever asks.</summary>
    public required string Payload { get; init; }

    /// <summary>The key of whoever asked.</summary>
    public required long AskedBy { get; init; }

    /// <summary>Their name.</summary>
    public required string AskedByPerson { get; init; }

    /// <summary>Their institution; null for the authority's.</summary>
    public long? InstitutionId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was decided; null while it waits.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>True when it was done, false when it was refused or taken back; null while it waits.</summary>
    public bool? IsDone { get; init; }

    /// <summary>Who decided it.</summary>
    public string? DecidedByPerson { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; init; }

    internal byte[]? ReasonCipher { get; init; }

    internal string? ReasonKeyId { get; init; }

    /// <summary>The key that was made of it.</summary>
    public long? KeyId { get; init; }

    /// <summary>Never prints a person.</summary>
    public override string ToString() => $"{nameof(Proposal)} {Id}";
}

/// <summary>What can be asked for. The stored values never change.</summary>
public enum ProposalKind
{
    /// <summary>A key of a program.</summary>
    Key = 0,

    /// <summary>A right of an institution, given or ended.</summary>
    Right = 1,
}
