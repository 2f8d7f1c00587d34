using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Certificates.Core.Copies;

/// <summary>
/// What a holder adds to the purpose of a copy: at most 30 characters in one line, none of which is invisible or stands for another. It is
/// printed as what the holder says, and never as what we do. <see cref="TryParse"/> is the only way in.
/// </summary>
public sealed record CopyWords
{
    /// <summary>Most characters, counted as Unicode scalar values.</summary>
    public const int MaxLength = 30;

    private CopyWords(string value) => Value = value;

    /// <summary>The words; empty when there are none.</summary>
    public string Value { get; }

    /// <summary>Reads what was written.</summary>
    public static bool TryParse(string? written, [NotNullWhen(true)] out CopyWords? words)
    {
        var plain = (written ?? "").Trim();
        words = plain.EnumerateRunes().Count() <= MaxLength && plain.EnumerateRunes().All(IsPrinted) ? new CopyWords(plain) : null;
        return words is not null;
    }

    /// <summary>Never prints the words.</summary>
    public override string ToString() => nameof(CopyWords);

    // Half a surrogate pair is read as the replacement character.
    private static bool IsPrinted(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
