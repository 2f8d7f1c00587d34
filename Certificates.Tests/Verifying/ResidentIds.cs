using System.Globalization;

namespace Certificates.Tests.Verifying;

/// <summary>Resident ID numbers that nobody has, with the check digits of GB 11643-1999, 4.</summary>
internal static class ResidentIds
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>One of a thousand.</summary>
    public static string Of(int sequence)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"99164319910114{sequence:000}");
        return digits + "10X98765432"[digits.Zip(Weights, (digit, weight) => (digit - '0') * weight).Sum() % 11];
    }
}
