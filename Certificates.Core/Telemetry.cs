using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Certificates.Core;

/// <summary>
/// What operators can watch: one meter and one source of traces, both named <see cref="Name"/>. While nobody listens they cost
/// nothing. A tag holds a code out of a closed set or a count, never a name, number, token or path.
/// </summary>
public static class Telemetry
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "Certificates";

    /// <summary>Tag of a trace: how many certificates a step was about.</summary>
    public const string Certificates = "certificates.count";

    internal static Meter Meter { get; } = new(Name);

    /// <summary>The source of traces.</summary>
    internal static ActivitySource Activities { get; } = new(Name);

    private static readonly Counter<long> LimitHits =
        Meter.CreateCounter<long>("certificates.limit.hits", "{hit}", "Requests that a limit refused.");

    /// <summary>Counts a request that a limit refused.</summary>
    public static void LimitHit(LimitKind limit) => LimitHits.Add(1, Tag("limit", limit switch
    {
        LimitKind.Requests => "requests",
        LimitKind.Misses => "misses",
        LimitKind.ThirdFact => "third_fact",
        LimitKind.ListMisses => "list_misses",
        LimitKind.SignIn => "sign_in",
        LimitKind.ShareCode => "share_code",
        LimitKind.Quota => "quota",
    }));

    internal static KeyValuePair<string, object?> Tag(string name, string code) => new(name, code);
}

/// <summary>Limits that refuse requests.</summary>
public enum LimitKind
{
    /// <summary>Requests a minute of one address block.</summary>
    Requests,

    /// <summary>Wrong answers of one address block.</summary>
    Misses,

    /// <summary>Wrong answers of all askers about one number or ID number: the third fact was asked for.</summary>
    ThirdFact,

    /// <summary>Misses among the rows of a key's or an address's lists.</summary>
    ListMisses,

    /// <summary>Failed sign-ins of holders.</summary>
    SignIn,

    /// <summary>Share codes that opened nothing.</summary>
    ShareCode,

    /// <summary>Rows a key may check a day.</summary>
    Quota,
}
