namespace Certificates.Core.Access;

/// <summary>A client's key; its secret is known only by hash.</summary>
internal sealed class ApiKeyRecord
{
    public required long Id { get; init; }
    public required string Role { get; init; }
    public long? InstitutionId { get; init; }
    public string? InstitutionCode { get; init; }
    public required string Person { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
    public required bool IsDemo { get; init; }
    public bool IsSeat { get; init; }
    public long? PersonId { get; init; }
    public byte[] Hash { get; init; } = [];
    public long? ProposalId { get; init; }

    /// <summary>From <see cref="AccessSeals"/>; null before the first start that seals.</summary>
    public byte[]? Seal { get; init; }
}

/// <summary>A key about to be stored.</summary>
internal sealed record NewApiKey(
    string Role, long? InstitutionId, string Person, string Owner, byte[] Hash, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt,
    bool IsDemo, long? ProposalId);
