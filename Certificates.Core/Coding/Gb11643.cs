using System.Globalization;

namespace Certificates.Core.Coding;

/// <summary>
/// The 18-character citizen identification number of GB 11643-1999 and the residence permits made in its form: 6 region, 8 birth
/// date, 3 sequence, 1 check (MOD 11-2). The region is not held against a table: abolished counties live on in people's numbers.
/// </summary>
internal static class Gb11643
{
    /// <summary>Characters of a number.</summary>
    public const int Length = 18;

    /// <summary>What is wrong with a number, in words; null when nothing is.</summary>
    public static string? Fault(ReadOnlySpan<char> number)
    {
        if (number.Length != Length)
        {
            return $"it has {number.Length} characters instead of 18";
        }

        if (number[..17].ContainsAnyExceptInRange('0', '9') || !(char.IsAsciiDigit(number[17]) || number[17] == 'X'))
        {
            return "it must be 17 digits and a digit or X";
        }

        if (!DateOnly.TryParseExact(number.Slice(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return "its birth date does not exist";
        }

        return Iso7064.Mod11And2(number[..17]) == number[17] ? null : "its check character does not match, so a digit is mistyped";
    }
}
