using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Verifying;

/// <summary>The answer to a <see cref="Question"/>.</summary>
/// <param name="Kind">That of <paramref name="Single"/>; by name and ID number, <see cref="VerdictKind.Valid"/> when one of the items
/// is.</param>
/// <param name="Items">By name and ID number every certificate of the holder, newest first; else empty.</param>
/// <param name="Asked">The number asked for; null when none was.</param>
/// <param name="AsOf">The instant up to which the register is known to be read; null when it could not be asked.</param>
/// <param name="Single">The one verdict when a number was asked for; else null.</param>
[SuppressMessage("Naming", "CA1720", Justification = "The opposite of a list, not the type.")]
public sealed record Answer(VerdictKind Kind, IReadOnlyList<Verdict> Items, string? Asked, DateTimeOffset? AsOf, Verdict? Single)
{
    internal static Answer Of(Verdict verdict) => new(verdict.Kind, [], verdict.Asked, verdict.AsOf, verdict);

    internal static Answer Of(IReadOnlyList<Verdict> items, DateTimeOffset? asOf)
    {
        var kind = asOf is null ? VerdictKind.Unavailable
            : items.Count == 0 ? VerdictKind.NotFound
            : items.Any(item => item.Kind == VerdictKind.Valid) ? VerdictKind.Valid
            : VerdictKind.NotValid;
        return new Answer(kind, items, null, asOf, null);
    }
}
