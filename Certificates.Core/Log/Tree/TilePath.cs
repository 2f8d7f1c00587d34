using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Certificates.Core.Log.Tree;

/// <summary>
/// How C2SP tlog-tiles writes which tile or bundle is meant: <c>0/x001/x234/067</c> or <c>entries/000.p/17</c>.
/// </summary>
/// <param name="Level">The tile's level; null for a bundle of entries.</param>
/// <param name="Number">Its number.</param>
/// <param name="Width">How many hashes or entries of one that is not full are meant, 1–255; null for a full one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TilePath(int? Level, long Number, int? Width)
{
    private const string Entries = "entries";
    private const int HighestLevel = 63;
    private const int Digits = 3;

    // No log has 10¹⁵ tiles, and a number of leaves must fit its type.
    private const int MostElements = 5;

    /// <summary>Reads what stands behind <c>tile/</c>; false for whatever the specification does not write so.</summary>
    public static bool TryParse(string path, out TilePath tile)
    {
        tile = default;
        var elements = path.Split('/');
        if (elements.Length < 2 || !TryLevel(elements[0], out var level) || !TryWidth(ref elements, out var width)
            || elements.Length - 1 > MostElements)
        {
            return false;
        }

        var number = 0L;
        for (var i = 1; i < elements.Length; i++)
        {
            var isLast = i == elements.Length - 1;
            var digits = isLast ? elements[i] : elements[i].StartsWith('x') ? elements[i][1..] : "";
            if (digits.Length != Digits || !TryNumber(digits, out var part) || (i == 1 && !isLast && part == 0))
            {
                return false;
            }

            number = (number * 1000) + part;
        }

        tile = new TilePath(level, number, width);
        return true;
    }

    /// <summary>The path as the specification writes it.</summary>
    public override string ToString()
    {
        var number = (Number % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = Number / 1000; rest > 0; rest /= 1000)
        {
            number = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:000}/{number}");
        }

        var text = new StringBuilder().Append(Level?.ToString(CultureInfo.InvariantCulture) ?? Entries).Append('/').Append(number);
        return (Width is { } width ? text.Append(CultureInfo.InvariantCulture, $".p/{width}") : text).ToString();
    }

    private static bool TryLevel(string element, out int? level)
    {
        level = TryNumber(element, out var number) && number <= HighestLevel && IsPlain(element) ? number : null;
        return level is not null || element == Entries;
    }

    /// <summary>Takes <c>.p/17</c> off the end.</summary>
    private static bool TryWidth(ref string[] elements, out int? width)
    {
        width = null;
        if (!elements[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            return true;
        }

        var element = elements[^1];
        if (!TryNumber(element, out var number) || number is < 1 or >= TileId.Width || !IsPlain(element))
        {
            return false;
        }

        (width, elements) = (number, [.. elements[..^2], elements[^2][..^2]]);
        return elements.Length > 1;
    }

    private static bool TryNumber(string text, out int number)
    {
        number = 0;
        return text.Length is > 0 and <= Digits && text.All(char.IsAsciiDigit)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsPlain(string digits) => digits is "0" || digits[0] != '0';
}
