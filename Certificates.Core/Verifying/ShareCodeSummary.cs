namespace Certificates.Core.Verifying;

/// <summary>A share code as its holder sees it; the code itself is shown once, when it is made.</summary>
/// <param name="Id">To revoke it by.</param>
/// <param name="Number">The certificate it shows.</param>
/// <param name="Purpose">What the holder made it for.</param>
/// <param name="WithPhoto">Whether it shows the photo.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="RevokedAt">When the holder ended it; null is not.</param>
/// <param name="Uses">How often it was opened.</param>
/// <param name="LastUsedAt">When last.</param>
public sealed record ShareCodeSummary(
    long Id,
    string Number,
    string Purpose,
    bool WithPhoto,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt,
    int Uses,
    DateTimeOffset? LastUsedAt);
