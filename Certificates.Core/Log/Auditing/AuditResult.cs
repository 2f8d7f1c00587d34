namespace Certificates.Core.Log.Auditing;

/// <summary>What an audit found.</summary>
/// <param name="Findings">What is wrong, in sentences; nothing when all is well.</param>
/// <param name="Size">The leaves of the log, as it was signed.</param>
/// <param name="Read">How many of them were read.</param>
/// <param name="Seen">What the next audit goes on from; null when something is wrong: what was seen before stays.</param>
public sealed record AuditResult(IReadOnlyList<string> Findings, long Size, long Read, SeenLog? Seen)
{
    internal static AuditResult Of(string finding) => Of([finding]);

    internal static AuditResult Of(IReadOnlyList<string> findings) => new(findings, 0, 0, null);
}
