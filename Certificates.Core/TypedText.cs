using System.Buffers;
using System.Text;

namespace Certificates.Core;

/// <summary>
/// What a person at the screen sees of a text that was typed or sent. Invisible characters are none, every white space is a space, outer
/// ones and what spreadsheets leave behind (<c>'…</c>, <c>="…"</c>, <c>_x000D_</c>) are dropped. For numbers, scores and code words
/// full-width ASCII (U+FF01–U+FF5E) and every dash are then folded to what those are written in; a printed name is never folded.
/// </summary>
internal static class TypedText
{
    /// <summary>Plane 14 holds variation selectors and tags alone; this is the first half of each.</summary>
    private const char Plane14 = '\uDB40';

    private static readonly string[] Nothing = ["", "无", "/", "-", "--", "空"];
    private static readonly string[] NoNumbers = ["空", "没有", "不详", "缺", "缺失", "略", "NA", "NIL", "NONE", "NULL", "NAN", "UNKNOWN"];
    private const int LongestWordForNone = 6;
    private static readonly string[] Remains = ["_x000D_", "_x000A_", "_x0009_"];

    /// <summary>What is not seen, or not as it was typed.</summary>
    private static readonly SearchValues<char> Unseen = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue).Select(u => (char)u).Where(u => u != ' ' && (u == Plane14 || IsUnseen(u)))]);

    /// <summary>The half-width form of a character, or the character itself; <c>-</c> for every dash.</summary>
    public static char Fold(char character) => character switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(character - 0xFEE0),
        '\u3000' => ' ',
        >= '\u2010' and <= '\u2015' or '\u2212' or '\uFE58' or '\uFE63' => '-',
        _ => character,
    };

    /// <summary>A text as it is seen; empty for null.</summary>
    public static string Visible(string? text)
    {
        var bare = Bare(text);
        return bare.ContainsAny(Unseen) ? Visible(bare) : bare.Length == text?.Length ? text : bare.ToString();
    }

    /// <summary>True when anything of a text is seen.</summary>
    public static bool IsSeen(string? text) => Bare(text) is [var first, ..] bare && (first != Plane14 || Visible(bare).Length > 0);

    /// <summary>True for an empty text and the words that offices write for nothing.</summary>
    public static bool IsNothing(string? text) => Nothing.Contains(FoldUpper(text));

    /// <summary>
    /// True where a number should stand and none does: nothing but marks, or words that offices write for none (<c>未发证</c>, <c>N/A</c>).
    /// What has a digit is one.
    /// </summary>
    public static bool IsNoNumber(string? text)
    {
        if (text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return false;
        }

        var word = Compact(text);
        return !word.EnumerateRunes().Any(Rune.IsLetterOrDigit)
            || NoNumbers.Contains(string.Concat(word.Where(char.IsLetter)))
            || (word is ['无' or '未' or '暂' or '待', ..] && word.Length <= LongestWordForNone);
    }

    /// <summary>A text as it is seen, folded and in upper case; empty for null.</summary>
    public static string FoldUpper(string? text)
    {
        var visible = Visible(text);
        return string.Create(visible.Length, visible, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.ToUpperInvariant(Fold(source[i]));
            }
        });
    }

    /// <summary>
    /// Writes a number as it is stored: folded, upper case, without spaces and dashes. Returns how many characters it has,
    /// which is more than <paramref name="target"/> holds when the text is too long.
    /// </summary>
    public static int Compact(ReadOnlySpan<char> text, Span<char> target)
    {
        var length = 0;
        foreach (var sent in Bare(text))
        {
            var character = char.ToUpperInvariant(Fold(sent));
            if (character == '-' || IsUnseen(character) || IsUnseen(sent))
            {
                continue;
            }

            if (length < target.Length)
            {
                target[length] = character;
            }

            length++;
        }

        return length;
    }

    /// <summary>A number as it is stored, however long it is.</summary>
    public static string Compact(string? text)
    {
        var buffer = new char[text?.Length ?? 0];
        return new string(buffer, 0, Compact(text, buffer));
    }

    private static string Visible(ReadOnlySpan<char> bare)
    {
        var seen = new char[bare.Length];
        var length = 0;
        for (var i = 0; i < bare.Length; i++)
        {
            if (bare[i] == Plane14)
            {
                i++;
            }
            else if (char.IsWhiteSpace(bare[i]))
            {
                seen[length++] = ' ';
            }
            else if (!IsInvisible(bare[i]))
            {
                seen[length++] = bare[i];
            }
        }

        return new string(seen, 0, length);
    }

    /// <summary>The text between what is not seen at its ends and what spreadsheets put there.</summary>
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text)
    {
        for (var length = -1; length != text.Length && !(text is [var first, .., var last] && IsPlain(first) && IsPlain(last));)
        {
            length = text.Length;
            text = WithoutShell(WithoutRemains(Trim(text)));
        }

        return text;
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        while (text.Length > 0 && IsUnseen(text[0]))
        {
            text = text[1..];
        }

        while (text.Length > 0 && IsUnseen(text[^1]))
        {
            text = text[..^1];
        }

        return text;
    }

    private static ReadOnlySpan<char> WithoutRemains(ReadOnlySpan<char> text)
    {
        foreach (var remain in Remains)
        {
            text = text.StartsWith(remain, StringComparison.OrdinalIgnoreCase) ? text[remain.Length..] : text;
            text = text.EndsWith(remain, StringComparison.OrdinalIgnoreCase) ? text[..^remain.Length] : text;
        }

        return text;
    }

    private static ReadOnlySpan<char> WithoutShell(ReadOnlySpan<char> text) =>
        text is ['=', '"', .. var inner, '"'] ? inner : text is ['\'', .. var rest] ? rest : text;

    /// <summary>True for most of what is typed, which is seen as it is; with it at both ends of a text nothing is to be dropped.</summary>
    public static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is >= '\u4E00' and <= '\u9FFF';

    private static bool IsUnseen(char character) => char.IsWhiteSpace(character) || IsInvisible(character);

    /// <summary>
    /// Format characters (Unicode Cf) that draw nothing, variation selectors, fillers. The selectors of Mongolian letters choose a shape
    /// that is seen.
    /// </summary>
    private static bool IsInvisible(char character) => character >= '\u00AD' && character is
        '\u00AD' or '\u034F' or '\u061C' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u180E' or '\u3164' or '\uFEFF' or '\uFFA0'
        or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F')
        or (>= '\uFE00' and <= '\uFE0F') or (>= '\uFFF0' and <= '\uFFFB');
}
