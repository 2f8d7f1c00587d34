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

    private const int FormerLength = 15;

    /// <summary>What is wrong with a number, in words; null when nothing is.</summary>
    public static string? Fault(ReadOnlySpan<char> number) => Explain(number)?.English;

    /// <summary>The same in both languages, as half a sentence.</summary>
    public static (string English, string Chinese)? Explain(ReadOnlySpan<char> number)
    {
        if (number.Length != Length)
        {
            return number.Length == FormerLength && !number.ContainsAnyExceptInRange('0', '9')
                ? ("it is a former number of 15 digits, instead of 18", "这是 15 位的旧号码，请填写 18 位号码")
                : ($"it has {number.Length} characters instead of 18", $"应为 18 位，填写了 {number.Length} 位");
        }

        if (number[..17].ContainsAnyExceptInRange('0', '9') || !(char.IsAsciiDigit(number[17]) || number[17] == 'X'))
        {
            return ("it must be 17 digits and a digit or X", "前 17 位应为数字，末位应为数字或 X");
        }

        if (!DateOnly.TryParseExact(number.Slice(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return ("its birth date does not exist", "第 7 至 14 位不是出生日期");
        }

        return Iso7064.Mod11And2(number[..17]) == number[17]
            ? null
            : ("its check character does not match, so a digit is mistyped", "校验位不符，有一位填错了");
    }
}
