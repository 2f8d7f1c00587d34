using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Certificates.Core;

/// <summary>
/// A person's name, normalised for print and for comparison: 1–50 code points, letters of any script with marks, inner spaces and
/// <c>· - ' ’ . ,</c>. <see cref="TryParse"/> is the only way in.
/// </summary>
public sealed record PersonName
{
    /// <summary>The longest name, in code points.</summary>
    public const int MaxLength = 50;

    private const char Separator = '·';
    private const string SeparatorVariants = "•‧・･．";
    private const string Punctuation = " ·-'’.,";

    private PersonName(string value) => Value = value;

    /// <summary>The name as printed: NFC with compatibility ideographs left alone, separator U+00B7 (民委发〔2016〕33号).</summary>
    public string Value { get; }

    /// <summary>
    /// What two spellings of one name have in common, for comparing and searching only, never shown: full-width Latin and case
    /// folded, inner spaces collapsed. Chinese characters are never folded, so two names that differ in one stay apart.
    /// </summary>
    public string ComparisonKey
    {
        get
        {
            var words = Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return HalfWidth.FoldUpper(string.Join(' ', words)).Replace('’', '\'');
        }
    }

    /// <summary>Reads a name as sent.</summary>
    /// <param name="text">As sent.</param>
    /// <param name="name">The name, when it is one.</param>
    /// <param name="refusal"><c>name_missing</c>, <c>name_invalid</c> (with the code point) or <c>name_too_long</c>.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out PersonName? name, [NotNullWhen(false)] out Refusal? refusal)
    {
        name = null;
        var trimmed = (text ?? "").Trim(' ', '　');
        if (trimmed.Length == 0)
        {
            refusal = new Refusal(RefusalCode.NameMissing, "name");
            return false;
        }

        var value = UnifySeparators(trimmed);
        refusal = CharacterFault(value);
        if (refusal is not null)
        {
            return false;
        }

        value = Compose(value);
        if (value.EnumerateRunes().Count() > MaxLength)
        {
            refusal = new Refusal(RefusalCode.NameTooLong, "name",
                $"The name has more than {MaxLength} characters.",
                $"姓名超过 {MaxLength} 个字，请核对。");
            return false;
        }

        name = new PersonName(value);
        return true;
    }

    /// <summary>Never prints a name.</summary>
    public override string ToString() => nameof(PersonName);

    /// <summary>
    /// Spaces become ASCII; a separator variant becomes U+00B7 where it stands between letters, and is left to be refused elsewhere.
    /// </summary>
    private static string UnifySeparators(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            var separates = SeparatorVariants.Contains(source[i], StringComparison.Ordinal)
                && i > 0 && i < source.Length - 1 && IsLetterUnit(source[i - 1]) && IsLetterUnit(source[i + 1]);
            target[i] = separates ? Separator : source[i] == '　' ? ' ' : source[i];
        }
    });

    private static bool IsLetterUnit(char unit) => char.IsSurrogate(unit) || unit == '〇' || char.IsLetter(unit)
        || char.GetUnicodeCategory(unit) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static Refusal? CharacterFault(string text)
    {
        var (position, letters) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            position++;
            var isLetter = Rune.IsLetter(rune) || rune.Value == '〇';
            letters += isLetter ? 1 : 0;
            var isMark = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
            if (!isLetter && !isMark && !(rune.IsBmp && Punctuation.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                return new Refusal(RefusalCode.NameInvalid, "name",
                    $"The name has U+{rune.Value:X4} at position {position}, which no name may have.",
                    $"姓名第 {position} 位的 U+{rune.Value:X4} 不允许用于姓名，请更正。");
            }
        }

        return letters > 0 ? null : new Refusal(RefusalCode.NameInvalid, "name",
            $"The name has no letter: U+{(int)text[0]:X4} at position 1.",
            $"姓名中没有文字，第 1 位是 U+{(int)text[0]:X4}，请更正。");
    }

    /// <summary>
    /// NFC of all but the compatibility ideographs U+F900–FAFF and U+2F800–2FA1F: NFC would replace them with other characters
    /// (U+F9DC by U+9686), and a person's name is the character on their card.
    /// </summary>
    private static string Compose(string text)
    {
        if (text.IsNormalized(NormalizationForm.FormC))
        {
            return text;
        }

        var (composed, run) = (new StringBuilder(), new StringBuilder());
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F))
            {
                composed.Append(run.ToString().Normalize(NormalizationForm.FormC)).Append(rune.ToString());
                run.Clear();
            }
            else
            {
                run.Append(rune.ToString());
            }
        }

        return composed.Append(run.ToString().Normalize(NormalizationForm.FormC)).ToString();
    }
}
