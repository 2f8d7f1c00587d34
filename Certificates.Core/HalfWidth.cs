namespace Certificates.Core;

/// <summary>
/// Folds full-width ASCII (U+FF01–U+FF5E) and the ideographic space to what numbers are written in. For numbers, scores and
/// code words; a printed name is never folded.
/// </summary>
internal static class HalfWidth
{
    /// <summary>The half-width form of a character, or the character itself.</summary>
    public static char Fold(char character) => character switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(character - 0xFEE0),
        '\u3000' => ' ',
        _ => character,
    };

    /// <summary>A text folded, trimmed and in upper case; empty for null.</summary>
    public static string FoldUpper(string? text)
    {
        var trimmed = text.AsSpan().Trim();
        return string.Create(trimmed.Length, trimmed, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.ToUpperInvariant(Fold(source[i]));
            }
        });
    }

    /// <summary>
    /// Writes a number as it is stored: folded, upper case, without spaces and hyphens. Returns how many characters it has,
    /// which is more than <paramref name="target"/> holds when the text is too long.
    /// </summary>
    public static int Compact(ReadOnlySpan<char> text, Span<char> target)
    {
        var length = 0;
        foreach (var sent in text)
        {
            var character = char.ToUpperInvariant(Fold(sent));
            if (char.IsWhiteSpace(character) || character is '-' or (>= '\u2010' and <= '\u2015') or '\u2212')
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
    public static string Compact(string text)
    {
        var buffer = new char[text.Length];
        return new string(buffer, 0, Compact(text, buffer));
    }
}
