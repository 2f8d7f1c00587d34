namespace Certificates.Core.Access;

/// <summary>Who calls: the holder of a key, with the one role the key has.</summary>
/// <param name="Id">The key's id, as events and records name it.</param>
/// <param name="Role">What it may do.</param>
/// <param name="InstitutionId">The institution it acts for; null for authority, auditor and checker.</param>
/// <param name="InstitutionCode">That institution's code.</param>
/// <param name="Person">The person or system it was made for.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is refused; null is never.</param>
/// <param name="RevokedAt">When it was revoked; null is not.</param>
/// <param name="LastUsedAt">The last call, to the minute.</param>
public sealed record ApiKey(
    long Id,
    ApiKeyRole Role,
    long? InstitutionId,
    string? InstitutionCode,
    string Person,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt)
{
    /// <summary>The person who answers for it; null where that was not read.</summary>
    public string? Owner { get; init; }

    /// <summary>True for the key of an account, which no secret opens; false where that was not read.</summary>
    public bool IsSeat { get; init; }

    /// <summary>True when it may see what is <paramref name="institutionId"/>'s.</summary>
    public bool MaySee(long institutionId) => InstitutionId is null || InstitutionId == institutionId;
}
