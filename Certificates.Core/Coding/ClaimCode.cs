using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Coding;

/// <summary>
/// A pick-up code (领取码): 12 characters of Crockford's Base32, 60 bits, which leaves out I, L, O and U. It opens the holder's page;
/// <see cref="TryParse"/> and the maker of codes in Signing are the only ways in.
/// </summary>
public sealed record ClaimCode
{
    private const int Length = 12;
    private const int LongestText = 64;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private ClaimCode(string value) => Value = value;

    /// <summary>The 12 characters, upper case.</summary>
    public string Value { get; }

    /// <summary>In groups of four, as handed out: <c>7K3M-Q0ZD-4VXA</c>.</summary>
    public string Grouped => $"{Value[..4]}-{Value[4..8]}-{Value[8..]}";

    /// <summary>Reads what a person typed: any case, full-width forms, spaces and hyphens; I and L are 1, O is 0.</summary>
    /// <param name="text">The text.</param>
    /// <param name="code">The code, when it has the form of one.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ClaimCode? code)
    {
        code = null;
        Span<char> characters = stackalloc char[Length];
        var count = 0;
        foreach (var typed in text is { Length: <= LongestText } ? text : "")
        {
            var character = Fold(typed);
            if (character is ' ' or '-')
            {
                continue;
            }

            if (count == Length || !Alphabet.Contains(character, StringComparison.Ordinal))
            {
                return false;
            }

            characters[count++] = character;
        }

        code = count == Length ? new ClaimCode(new string(characters)) : null;
        return code is not null;
    }

    /// <summary>Never prints the code.</summary>
    public override string ToString() => nameof(ClaimCode);

    /// <summary>The code of the first 60 bits.</summary>
    internal static ClaimCode Of(ulong bits) =>
        new(string.Create(Length, bits, static (text, value) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[(int)(value >> (59 - 5 * i) & 31)];
            }
        }));

    private static char Fold(char typed)
    {
        // full-width forms U+FF01–U+FF5E stand in the order of ASCII; U+3000 is their space
        var half = typed switch
        {
            '\u3000' => ' ',
            >= '\uFF01' and <= '\uFF5E' => (char)(typed - '\uFF01' + '!'),
            _ => typed,
        };
        return char.ToUpperInvariant(half) switch
        {
            'I' or 'L' => '1',
            'O' => '0',
            var other => other,
        };
    }
}
