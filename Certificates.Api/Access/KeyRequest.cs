using Certificates.Core.Access;

namespace Certificates.Api.Access;

/// <summary>A key to be made.</summary>
/// <param name="Role">operator, approver, authority, auditor or checker.</param>
/// <param name="InstitutionCode">The institution, for an operator or approver; nothing for the others.</param>
/// <param name="Person">The person or system it is for.</param>
/// <param name="Owner">For a system the person who answers for it; nothing for a person.</param>
/// <param name="ExpiresAt">When it ends, after a year at most; nothing is in a year.</param>
internal sealed record KeyRequest(string? Role, string? InstitutionCode, string? Person, string? Owner, DateTimeOffset? ExpiresAt)
{
    /// <summary>The roles, for whoever named another.</summary>
    public static string RolesText { get; } =
        $"The role is one of {string.Join(", ", Enum.GetValues<ApiKeyRole>().Select(role => role.Code()))}.";

    /// <summary>The same in Chinese.</summary>
    public static string RolesChinese { get; } =
        $"角色应为以下之一：{string.Join("、", Enum.GetValues<ApiKeyRole>().Select(role => role.Code()))}。";
}

/// <summary>A key without its secret.</summary>
/// <param name="Id">Its id, as events and records name it.</param>
/// <param name="Role">Its role.</param>
/// <param name="InstitutionCode">The institution it acts for.</param>
/// <param name="Person">The person or system it was made for.</param>
/// <param name="Owner">The person who answers for it; whom one person answers for decides nothing the other asked for.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="LastUsedAt">The last call, to the minute.</param>
internal sealed record KeyView(
    long Id,
    ApiKeyRole Role,
    string? InstitutionCode,
    string Person,
    string? Owner,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt)
{
    public static KeyView Of(ApiKey key) => new(
        key.Id, key.Role, key.InstitutionCode, key.Person, key.Owner, key.CreatedAt, key.ExpiresAt, key.RevokedAt, key.LastUsedAt);
}

/// <summary>A key just made.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">What to send as bearer; it cannot be shown again.</param>
internal sealed record NewKeyView(KeyView Key, string Secret);
