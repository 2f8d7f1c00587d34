namespace Certificates.Core.Access;

/// <summary>How long keys live: a year at most, so that one nobody knows of any more ends by itself.</summary>
public static class KeyLife
{
    /// <summary>How long before its end a key is warned of it with each answer.</summary>
    public static readonly TimeSpan WarnedBefore = TimeSpan.FromDays(60);

    /// <summary>The latest end of a key made now: the end of that day in a year, China Standard Time.</summary>
    public static DateTimeOffset LatestEnd(DateTimeOffset now) => ChinaTime.StartOf(ChinaTime.DayOf(now).AddYears(1).AddDays(1));

    /// <summary>The end of a key of which none was said.</summary>
    public static DateTimeOffset UsualEnd(DateTimeOffset now) => now.AddYears(1);

    /// <summary>
    /// What to tell whoever calls with a key that soon ends, as a warning of HTTP (RFC 7234, 5.5); null while it is not soon.
    /// </summary>
    public static string? Warning(ApiKey key, DateTimeOffset now) => key.ExpiresAt is { } ends && ends - now <= WarnedBefore
        ? $"299 - \"This key ends at {ends.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: ask the authority for another.\""
        : null;

    internal static Result<DateTimeOffset> Read(DateTimeOffset? sent, DateTimeOffset now) => sent switch
    {
        null => UsualEnd(now),
        { } ends when ends > now && ends <= LatestEnd(now) => ends,
        _ => new Refusal(RefusalCode.ExpiresAtInvalid, "expiresAt",
            "A key ends in the future, and after a year at most.",
            "密钥的到期时间应晚于现在，且不超过一年。"),
    };
}
