using System.Globalization;
using System.Text;

namespace Certificates.Core.Access;

/// <summary>What a person is called who answers for a key: one line of plain text, and what two spellings of it have in common.</summary>
internal static class PersonText
{
    private const int Longest = 100;
    private const string Markup = "<>";

    /// <summary>Reads a text as sent, with single spaces; <c>person_missing</c>, or <c>person_invalid</c> with the code point.</summary>
    public static Result<string> Read(string field, string? sent)
    {
        var text = string.Join(' ', (sent ?? "").Split([' ', '\u3000'], StringSplitOptions.RemoveEmptyEntries));
        if (text.Length is 0 or > Longest)
        {
            return new Refusal(RefusalCode.PersonMissing, field,
                $"Say in at most {Longest} characters which person or system the key is for.",
                $"请填写该密钥的使用人或系统，最多 {Longest} 个字。");
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsPlain(rune))
            {
                return new Refusal(RefusalCode.PersonInvalid, field,
                    $"The text has U+{rune.Value:X4}, which is no plain text: write the name on one line, without markup.",
                    $"文本含有 U+{rune.Value:X4}，不是普通文字，请在一行内填写，不要带标记。");
            }
        }

        return text.Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// By what one person is known again: width, case, spaces and what cannot be seen make no other person. Any text at all has one.
    /// </summary>
    public static string KeyOf(string text)
    {
        var plain = string.Concat(text.EnumerateRunes().Where(rune => IsPlain(rune) && !Rune.IsWhiteSpace(rune)));
        return string.Concat(plain.Normalize(NormalizationForm.FormKC).Where(unit => !char.IsWhiteSpace(unit))).ToUpperInvariant();
    }

    /// <summary>A text that was taken before there were rules, without what is no plain text.</summary>
    public static string Cleaned(string text) => string.Concat(text.EnumerateRunes().Where(IsPlain)).Trim();

    /// <summary>Controls, line ends, bidirectional and other invisible marks, halves of characters and angle brackets are none.</summary>
    private static bool IsPlain(Rune rune) => rune != Rune.ReplacementChar
        && !(rune.IsAscii && Markup.Contains((char)rune.Value, StringComparison.Ordinal))
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.Surrogate);
}
