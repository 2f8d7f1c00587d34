using Certificates.Core.Verifying;

namespace Certificates.Verify.Lookup;

/// <summary>How a verdict looks: which words say it, in which colour, with which icon.</summary>
/// <param name="Word">Key of the words: the gravest reason, or the verdict itself.</param>
/// <param name="Tone">Colour class.</param>
/// <param name="Icon">Icon; never colour alone.</param>
internal sealed record VerdictFace(string Word, string Tone, string Icon)
{
    /// <summary>Gravest first: what makes a paper worthless is said before what only makes it old.</summary>
    private static readonly VerdictFace[] Reasons =
    [
        new("forged", "invalid", "invalid"),
        new("foreign", "invalid", "invalid"),
        new("copied_from", "invalid", "invalid"),
        new("altered", "invalid", "invalid"),
        new("unsigned", "invalid", "invalid"),
        new("revoked", "invalid", "invalid"),
        new("cancelled", "invalid", "invalid"),
        new("suspended", "review", "review"),
        new("superseded", "review", "corrected"),
        new("copy_ended", "review", "review"),
        new("copy", "review", "review"),
    ];

    public static VerdictFace Of(Verdict verdict) => verdict.Kind switch
    {
        VerdictKind.Valid => new("valid", "valid", "valid"),
        VerdictKind.NotValid => Array.Find(Reasons, face => verdict.Reasons.Contains(face.Word, StringComparer.Ordinal))
            ?? throw new InvalidOperationException("A verdict that is not valid has a known reason."),
        VerdictKind.NotFound => new("not_found", "unknown", "unknown"),
        VerdictKind.Unavailable => new("unavailable", "later", "later"),
    };
}
