using System.Globalization;
using System.Text;
using Certificates.Core.Coding;

namespace Certificates.Core.Verifying;

/// <summary>
/// What in a question looks mistyped, told by the typed text alone: the register is not asked, so that a hint says nothing of what it
/// knows. Questions about known and unknown certificates get the same hints.
/// </summary>
public static class EntryHints
{
    private const int ResidentLength = 18, FormerResidentLength = 15;

    /// <summary>Digits from which a name is taken for a number in the wrong field.</summary>
    private const int DigitsOfANumber = 6;

    /// <summary>The hints in the order of the fields; none for what is well-formed or was not given.</summary>
    public static IReadOnlyList<EntryHint> Of(Question question) =>
    [
        .. (question.HasNumber ? NumberHint(question.Number!) : null) is { } number ? [number] : Array.Empty<EntryHint>(),
        .. (question.HasName ? NameHint(question.Name!) : null) is { } name ? [name] : Array.Empty<EntryHint>(),
        .. (question.HasIdNumber ? IdNumberHint(question.IdNumber!) : null) is { } idNumber ? [idNumber] : Array.Empty<EntryHint>(),
    ];

    private static EntryHint? NumberHint(string typed)
    {
        var number = Compact(typed);
        var ours = CodingRules.Issuing.Length;
        return Gb11643.Fault(number) is null ? new EntryHint("number", "is_id_number")
            : CodingRules.Recognise(typed) is not null ? null
            : CertificateNumber.TryParse(typed, out var parsed, out _) && !parsed.IsEarlier ? null
            : number is ['Z' or 'P', ..] && number.Length != ours && number[1..].All(char.IsAsciiLetterOrDigit)
                ? new EntryHint("number", "length", ours, number.Length)
            : parsed is null && number.Length == ours ? StrayHint(number)
            : new EntryHint("number", "earlier", ours);
    }

    /// <summary>Which character of a number of the right length cannot stand there; else its check character does not fit.</summary>
    private static EntryHint StrayHint(string number)
    {
        var stray = number.AsSpan()[1..^1].IndexOfAnyExceptInRange('0', '9');
        return stray < 0 ? new EntryHint("number", "check") : new EntryHint("number", "character", stray + 2, number[stray + 1]);
    }

    private static EntryHint? NameHint(string typed)
    {
        if (typed.Count(char.IsDigit) >= DigitsOfANumber)
        {
            return new EntryHint("name", "is_number");
        }

        var stray = typed.Trim().EnumerateRunes().Select(rune => (Rune?)rune).FirstOrDefault(rune => !IsOfNames(rune!.Value));
        return NameText.Meant(typed) is var (sent, meant) ? new EntryHint("name", "meant", sent, meant)
            : stray is { } character ? new EntryHint("name", "character", character.ToString())
            : typed.EnumerateRunes().Count(Rune.IsLetter) == 1 ? new EntryHint("name", "short")
            : null;
    }

    private static EntryHint? IdNumberHint(string typed)
    {
        var number = IdDocument.Compact(typed);
        return number.Contains("E+", StringComparison.Ordinal) ? new EntryHint("idNumber", "spoilt")
            : !number.All(char.IsAsciiLetterOrDigit) ? new EntryHint("idNumber", "character")
            : number is ['H' or 'M', ..] && number[1..].All(char.IsAsciiDigit) && number.Length is not (9 or 11)
                ? new EntryHint("idNumber", "permit_length", number.Length)
            : number.Length == ResidentLength ? ResidentHint(number)
            : number.Length == FormerResidentLength && number.All(char.IsAsciiDigit) ? new EntryHint("idNumber", "former")
            : number.Length > FormerResidentLength && number[..^1].All(char.IsAsciiDigit)
                ? new EntryHint("idNumber", "length", ResidentLength, number.Length)
            : null;
    }

    private static EntryHint? ResidentHint(string number)
    {
        if (Gb11643.Fault(number) is null)
        {
            return null;
        }

        var isWritten = number[..^1].All(char.IsAsciiDigit) && (char.IsAsciiDigit(number[^1]) || number[^1] == 'X');
        var isBorn = DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return new EntryHint("idNumber", !isWritten ? "resident_character" : !isBorn ? "birth_date" : "check");
    }

    private static string Compact(string typed)
    {
        Span<char> buffer = stackalloc char[64];
        return buffer[..Math.Min(TypedText.Compact(typed, buffer), buffer.Length)].ToString();
    }

    private static bool IsOfNames(Rune rune) => Rune.IsLetter(rune) || Rune.IsWhiteSpace(rune) || rune.Value == '〇'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.Format or UnicodeCategory.DashPunctuation
        || (rune.IsBmp && "·•‧・･．.∙⋅●ㆍ'’‘`,，".Contains((char)rune.Value, StringComparison.Ordinal));
}
