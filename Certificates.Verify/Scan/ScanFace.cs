namespace Certificates.Verify.Scan;

/// <summary>How an answer of the browser looks, and what it shows; <c>judge.js</c> chooses it.</summary>
/// <param name="Name">As the script calls it, and key of its words.</param>
/// <param name="Tone">Colour class.</param>
/// <param name="Icon">Icon; never colour alone.</param>
public sealed record ScanFace(string Name, string Tone, string Icon)
{
    /// <summary>Every one.</summary>
    public static readonly IReadOnlyList<ScanFace> All =
    [
        new("genuine", "valid", "valid") { ShowsData = true, HasList = true },
        new("ended", "review", "invalid") { ShowsData = true, HasList = true, IsInForce = false },
        new("unsure", "later", "later") { ShowsData = true },
        new("doubted", "unknown", "unknown") { Causes = ["no_keys", "unknown_key", "compromised", "needs_network"] },
        new("forged", "invalid", "invalid"),
        new("unreadable", "unknown", "unknown") { HasToken = false },
    ];

    /// <summary>What the code says is shown only where it is ours: a forgery that reads well would reassure.</summary>
    public bool ShowsData { get; init; }

    /// <summary>It rests on the status list, whose time is said.</summary>
    public bool HasList { get; init; }

    /// <summary>As far as is known: to compare line by line is asked for what is in force alone.</summary>
    public bool IsInForce { get; init; } = true;

    /// <summary>There is a token, about which the site can be asked.</summary>
    public bool HasToken { get; init; } = true;

    /// <summary>The causes it may have, of which one is said.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];
}
