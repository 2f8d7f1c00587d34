namespace Certificates.Core.Coding;

/// <summary>
/// A certificate number as people type and paste it: with the words around it, and with letters where only a digit can stand. It is read
/// as the number it must be, or not at all.
/// </summary>
internal static class TypedNumber
{
    /// <summary>Characters of the longest text that is read, words around it included.</summary>
    public const int MaxLength = 96;

    /// <summary>What stands at the ends of a number by mistake.</summary>
    public const string Around = ".,;:!\"'“”‘’「」『』《》【】[]()<>、。#";

    private static readonly string[] Words = ["专业技术等级证书编号", "培训合格证书编号", "证书编号", "证书号码", "证书号", "编号", "NO.", "NO:", "№"];

    /// <summary>
    /// Writes the number in a text as it is stored: half-width, upper case, without spaces, dashes and the words around it. Returns how
    /// many characters it has, which is more than <paramref name="target"/> holds when the text is too long.
    /// </summary>
    public static int Compact(ReadOnlySpan<char> text, Span<char> target)
    {
        if (text.Length <= target.Length && !text.ContainsAnyExcept(Characters))
        {
            text = Within(text);
            text.CopyTo(target);
            return text.Length;
        }

        Span<char> buffer = stackalloc char[MaxLength];
        var length = TypedText.Compact(text, buffer);
        if (length > buffer.Length)
        {
            return length;
        }

        var number = Within(Bare(buffer[..length]));
        number[..Math.Min(number.Length, target.Length)].CopyTo(target);
        return number.Length;
    }

    /// <summary>
    /// Puts 0 for O and 1 for I and l where only a digit can stand, and the check character where the one typed looks like it. True when
    /// that makes it a number of the rule: the check character then leaves one reading.
    /// </summary>
    public static bool TryMend(CodingRule rule, Span<char> number)
    {
        if (number.Length != rule.Length)
        {
            return false;
        }

        foreach (ref var character in number[1..^1])
        {
            character = Digit(character);
        }

        if (!System.Text.Ascii.IsValid(number) || number.ContainsAnyExcept(Characters))
        {
            return false;
        }

        var check = Iso7064.Mod37And36(number[..^1]);
        var isMeant = Digit(number[^1]) == check || (check != 'L' && Digit(check) == number[^1]);
        number[^1] = isMeant ? check : number[^1];
        return rule.Fault(number) is null;
    }

    /// <summary>The digit that a letter looks like, or the character itself.</summary>
    public static char Digit(char character) => character switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        _ => character,
    };

    private static System.Buffers.SearchValues<char> Characters { get; } =
        System.Buffers.SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>
    /// The one number of this system that stands in a longer text, whatever words are around it; the text itself where there is none or
    /// more than one. A letter or digit behind it may be its own, typed once too often.
    /// </summary>
    private static ReadOnlySpan<char> Within(ReadOnlySpan<char> text)
    {
        var (rule, found) = (CodingRules.Issuing, -1);
        Span<char> window = stackalloc char[MaxLength];
        window = window[..rule.Length];
        for (var at = 0; text.Length > rule.Length && at <= text.Length - rule.Length; at++)
        {
            var behind = at + rule.Length;
            if (text[at] is not ('Z' or 'P') || (behind < text.Length && char.IsAsciiLetterOrDigit(text[behind])))
            {
                continue;
            }

            text[at..behind].CopyTo(window);
            if (rule.Fault(window) is null || TryMend(rule, window))
            {
                if (found >= 0)
                {
                    return text;
                }

                found = at;
            }
        }

        return found < 0 ? text : text.Slice(found, rule.Length);
    }

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text)
    {
        for (var length = -1; length != text.Length;)
        {
            length = text.Length;
            text = text.Trim(Around);
            foreach (var word in Words)
            {
                text = text.StartsWith(word, StringComparison.Ordinal) ? text[word.Length..] : text;
            }
        }

        return text;
    }
}
