using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Verifying;

/// <summary>
/// What somebody typed to find a certificate: two of the three, or all; what holds nothing that is seen, or words for nothing (<c>无</c>,
/// <c>/</c>), was not given.
/// </summary>
/// <param name="Number">Certificate number, in any way of writing it.</param>
/// <param name="Name">The holder's name.</param>
/// <param name="IdNumber">The holder's ID number, of whatever type of document.</param>
public sealed record Question(string? Number, string? Name, string? IdNumber)
{
    /// <summary>
    /// Whose certificate is meant, by the institution's code or its name as printed, where a printed number fits those of several; it is no
    /// fact of the three, and of one certificate alone it decides nothing.
    /// </summary>
    public string? IssuedBy { get; init; }

    internal bool HasNumber => !TypedText.IsNoNumber(Number);

    /// <summary>空 is a surname too, and whoever asks by it alone means one.</summary>
    internal bool HasName => TypedText.IsSeen(Name) && (Name is ['空', ..] || !TypedText.IsNothing(Name));

    internal bool HasIdNumber => !TypedText.IsNoNumber(IdNumber);

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
            : items.Any(item => item.Kind == VerdictKind.Unavailable) ? VerdictKind.Unavailable
            : VerdictKind.NotValid;
        return new Answer(kind, items, null, asOf, null);
    }
}

/// <summary>What of a certificate and of whoever shows it can be compared with the register.</summary>
[Flags]
[SuppressMessage("Naming", "CA1724", Justification = "The trade's word for it.")]
public enum Facts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>证书编号.</summary>
    Number = 1,

    /// <summary>姓名.</summary>
    Name = 2,

    /// <summary>证件号码.</summary>
    IdNumber = 4,

    /// <summary>照片: a question never has it; a file that is as we signed it does.</summary>
    Photo = 8,

    /// <summary>The three that together prove that a paper is the certificate on record.</summary>
    AllThree = Number | Name | IdNumber,

    /// <summary>All of them.</summary>
    All = AllThree | Photo,
}

/// <summary>The facts by the names of the contract.</summary>
public static class FactCodes
{
    private static readonly (Facts Fact, string Code)[] Each =
        [(Facts.Number, "number"), (Facts.Name, "name"), (Facts.IdNumber, "idNumber"), (Facts.Photo, "photo")];

    // One list for each combination, made once: every verdict names two of them.
    private static readonly IReadOnlyList<string>[] Lists =
        [.. Enumerable.Range(0, (int)Facts.All + 1).Select(facts => Listed((Facts)facts))];

    /// <summary>The codes, always in one order.</summary>
    public static IReadOnlyList<string> Codes(this Facts facts) => Lists[(int)facts];

    /// <summary>All the others: what nobody may take for compared.</summary>
    public static Facts Rest(this Facts compared) => Facts.All & ~compared;

    /// <summary>What a question gives.</summary>
    internal static Facts Given(this Question question) =>
        (question.HasNumber ? Facts.Number : Facts.None) | (question.HasName ? Facts.Name : Facts.None)
        | (question.HasIdNumber ? Facts.IdNumber : Facts.None);

    private static string[] Listed(Facts facts) => [.. Each.Where(each => facts.HasFlag(each.Fact)).Select(each => each.Code)];
}
