using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Coding;

/// <summary>
/// A 统一社会信用代码 of GB 32100-2015: 18 characters out of 31 (no I, O, S, V, Z), the last a check over the 17 before it.
/// <see cref="TryParse"/> is the only way in.
/// </summary>
public sealed record UnifiedCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    private UnifiedCreditCode(string value) => Value = value;

    /// <summary>The 18 characters, upper case.</summary>
    public string Value { get; }

    /// <summary>Reads a code; full-width forms, lower case and outer spaces are taken.</summary>
    /// <param name="text">The text.</param>
    /// <param name="code">The code, when it is one.</param>
    /// <param name="refusal"><c>credit_code_invalid</c> when it is not.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out UnifiedCreditCode? code, [NotNullWhen(false)] out Refusal? refusal)
    {
        var value = TypedText.FoldUpper(text);
        var fault = value.Length != 18
            ? "it must have 18 characters"
            : value.AsSpan().ContainsAnyExcept(Characters) ? "it has a character that is not of its alphabet (no I, O, S, V, Z)"
            : CheckCharacter(value.AsSpan(0, 17)) != value[17] ? "its check character does not match" : null;
        code = fault is null ? new UnifiedCreditCode(value) : null;
        refusal = fault is null ? null : new Refusal(RefusalCode.CreditCodeInvalid, "creditCode", $"Not a 统一社会信用代码 (GB 32100): {fault}.");
        return fault is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Weights 3^(i−1) mod 31; the check value is 31 − Σ mod 31, and 31 counts as 0.</summary>
    private static char CheckCharacter(ReadOnlySpan<char> body)
    {
        var (sum, weight) = (0, 1);
        foreach (var character in body)
        {
            sum += Alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }
}
