namespace Certificates.Core.Coding;

/// <summary>
/// Numbers of certificates issued before this system stand under their own rule, which tells little. So whatever looks like a number
/// of ours with a slip of the pen, like a number of a sister rule or like that of an identity document is none of them: a mistyped
/// number is said at once, and nobody's ID number becomes a certificate's.
/// </summary>
internal static class EarlierNumbers
{
    /// <summary>Characters more or less than ours has, within which a number that begins like ours is taken for a mistyped one.</summary>
    private const int MostLostOrAdded = 2;

    private const int MostStrayLetters = 2;

    /// <summary>Why a compacted text is no earlier number, as a sentence to the one who typed it; null when it is one.</summary>
    public static string? Fault(ReadOnlySpan<char> number) => CodingRules.Earlier.Fault(number) ?? Confusion(number);

    /// <summary>
    /// Why a text, whatever its characters, is none: it is, or looks like, another thing's number; null when it may be one.
    /// </summary>
    public static string? Confusion(ReadOnlySpan<char> number)
    {
        if (!number.ContainsAnyInRange('0', '9'))
        {
            return "A number has digits: compare it with the paper.";
        }

        if (number.Length > 1 && IsLikeOurs(number))
        {
            return "It looks like a number of this system with a slip of the pen: compare it with the paper.";
        }

        return Gb11643.Fault(number) is null ? "This is the number of an identity document, not of a certificate."
            : CodingRules.Recognise(number.ToString()) is { } other ? $"This is a number of {other.Rule.Name}."
            : null;
    }

    private static bool IsLikeOurs(ReadOnlySpan<char> number)
    {
        var apart = Math.Abs(number.Length - CodingRules.Issuing.Length);
        var strays = 0;
        foreach (var character in number[1..^1])
        {
            strays += char.IsAsciiDigit(TypedNumber.Digit(character)) ? 0 : 1;
        }

        return (apart <= MostLostOrAdded && number[0] is 'Z' or 'P' && strays <= MostStrayLetters) || (apart == 0 && strays <= 1);
    }
}
