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
            var sum = (product + Value(character, 36)) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }

        return Alphabet[(37 - product) % 36];
    }

    /// <summary>MOD 11-2, the pure system of clause 7 that GB 11643 uses: one check character out of 0–9 X.</summary>
    /// <exception cref="ArgumentException">A character outside 0–9.</exception>
    public static char Mod11And2(ReadOnlySpan<char> text)
    {
        var product = 0;
        foreach (var character in text)
        {
            product = (product + Value(character, 10)) * 2 % 11;
        }

        var check = (12 - product) % 11;
        return check == 10 ? 'X' : Alphabet[check];
    }

    private static int Value(char character, int alphabetLength)
    {
        var value = char.IsAsciiDigit(character)
            ? character - '0'
            : char.IsAsciiLetterUpper(character)
            ? character - 'A' + 10
            : alphabetLength;
        return value < alphabetLength
            ? value
            : throw new ArgumentException("A character outside the alphabet of the check.", nameof(character));
    }
}
