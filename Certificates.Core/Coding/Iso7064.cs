namespace Certificates.Core.Coding;

/// <summary>Check characters of ISO/IEC 7064:2003 as pure functions over upper-case text without separators.</summary>
public static class Iso7064
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>MOD 37,36, the hybrid system of clause 9: one check character out of 0–9 A–Z.</summary>
    /// <exception cref="ArgumentException">A character outside 0–9 A–Z.</exception>
    public static char Mod37And36(ReadOnlySpan<char> text)
    {
        var product = 36;
        foreach (var character in text)
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
            {
                throw new ArgumentException($"'{character}' is not of 0–9 A–Z.", nameof(text));
            }

            var sum = (product + value) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }

        return Alphabet[(37 - product) % 36];
    }
}
