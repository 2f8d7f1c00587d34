using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Verifying;

/// <summary>What somebody typed to find a certificate: two of the three, or all; what holds nothing that is seen was not given.</summary>
/// <param name="Number">Certificate number, in any way of writing it.</param>
/// <param name="Name">The holder's name.</param>
/// <param name="IdNumber">The holder's ID number, of whatever type of document.</param>
public sealed record Question(string? Number, string? Name, string? IdNumber)
{
    internal bool HasNumber => HalfWidth.Visible(Number).Length > 0;

    internal bool HasName => HalfWidth.Visible(Name).Length > 0;

    internal bool HasIdNumber => HalfWidth.Visible(IdNumber).Length > 0;

    /// <summary>One alone finds nothing, so that nobody can browse.</summary>
    internal bool HasTwo => HasNumber ? HasName || HasIdNumber : HasName && HasIdNumber;

    internal bool HasThree => HasNumber && HasName && HasIdNumber;

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(Question);
}

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
