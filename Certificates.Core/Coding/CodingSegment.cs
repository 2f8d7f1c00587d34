using System.Buffers;
using System.Collections.Frozen;

namespace Certificates.Core.Coding;

/// <summary>One segment of a coding rule: fixed length, and a code table, a range or an alphabet its value must keep to.</summary>
public sealed record CodingSegment
{
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Key of the segment, such as <c>institution</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The term of the trade, such as 机构代码.</summary>
    public required string Chinese { get; init; }

    /// <summary>Characters, at least 1.</summary>
    public required int Length { get; init; }

    /// <summary>Fewest characters, where the last segment of a rule may be shorter.</summary>
    public required int Shortest { get; init; }

    /// <summary>Where the segment begins in a number, from 0.</summary>
    public int Offset { get; init; }

    /// <summary>The values allowed and what they mean; null when the segment has no table.</summary>
    public FrozenDictionary<string, string>? Codes { get; init; }

    /// <summary>Letters A–Z rather than digits, where there is no table.</summary>
    public bool IsLetters { get; init; }

    /// <summary>Letters A–Z and digits in any mixture, where there is no table.</summary>
    public bool IsLettersAndDigits { get; init; }

    /// <summary>Lowest value, of the segment's length; null when all zeros is allowed.</summary>
    public string? From { get; init; }

    /// <summary>Highest value, of the segment's length; null when all nines is allowed.</summary>
    public string? To { get; init; }

    /// <summary>What a value means by the code table, else the value itself.</summary>
    public string Meaning(string value) => Codes?.GetValueOrDefault(value) ?? value;

    /// <summary>The code whose meaning this is.</summary>
    /// <exception cref="InvalidOperationException">The table has no such meaning.</exception>
    internal string CodeOf(string meaning) => Codes!.First(code => code.Value == meaning).Key;

    /// <summary>What is wrong with a value of the right length, in words that end a sentence; null when it is allowed.</summary>
    internal string? Fault(ReadOnlySpan<char> value)
    {
        if (Codes is not null)
        {
            return Codes.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(value) ? null : "is not in its code table";
        }

        var misfit = IsLettersAndDigits ? value.IndexOfAnyExcept(LettersAndDigits)
            : IsLetters ? value.IndexOfAnyExceptInRange('A', 'Z')
            : value.IndexOfAnyExceptInRange('0', '9');
        if (misfit >= 0)
        {
            var wanted = IsLettersAndDigits ? "letter or digit" : IsLetters ? "letter" : "digit";
            return $"has a character that is not a {wanted} at position {Offset + misfit + 1} of the number";
        }

        // Digits of one length compare as numbers do.
        var low = From is not null && value.SequenceCompareTo(From) < 0;
        var high = To is not null && value.SequenceCompareTo(To) > 0;
        return low || high ? $"is outside {From}–{To}" : null;
    }
}
