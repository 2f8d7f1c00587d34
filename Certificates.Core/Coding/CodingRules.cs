using System.Collections.Frozen;
using System.Text.Json;

namespace Certificates.Core.Coding;

/// <summary>
/// The coding rules known here, from <c>coding-rules.json</c>: one is for issuing, one for numbers given before this system, the others
/// are for parsing.
/// </summary>
public static class CodingRules
{
    private const int LongestNumber = 64;

    /// <summary>Every rule, our own first.</summary>
    public static IReadOnlyList<CodingRule> All { get; } = Read();

    /// <summary>The rule numbers are given by.</summary>
    public static CodingRule Issuing { get; } = All.Single(rule => rule.ForIssuing);

    /// <summary>The rule of numbers given before this system.</summary>
    public static CodingRule Earlier { get; } = All.Single(rule => rule.ForEarlier);

    /// <summary>
    /// Which published rule a text belongs to, said segment by segment, so that a number of a sister scheme gets "looked up there" and not
    /// "not found"; null when it fits none. Takes lower case, full-width forms, spaces and hyphens.
    /// </summary>
    public static RecognisedNumber? Recognise(string? text)
    {
        Span<char> buffer = stackalloc char[LongestNumber];
        var length = TypedNumber.Compact(text, buffer);
        foreach (var rule in All)
        {
            if (!rule.ForEarlier && length == rule.Length && rule.Fault(buffer[..length]) is null)
            {
                var number = buffer[..length].ToString();
                return new RecognisedNumber(rule, number, rule.Explain(number));
            }
        }

        return null;
    }

    private static CodingRule[] Read()
    {
        using var stream = typeof(CodingRules).Assembly.GetManifestResourceStream("coding-rules.json")!;
        var file = JsonSerializer.Deserialize<RuleFile>(stream, JsonSerializerOptions.Web)!;
        return [.. file.Rules.Select(rule => rule.Build(file.Tables))];
    }

    private sealed record RuleFile(Dictionary<string, Dictionary<string, string>> Tables, IReadOnlyList<RuleEntry> Rules);

    private sealed record RuleEntry(
        string Id, string Name, DateOnly ValidFrom, bool ForIssuing, bool ForEarlier, string? LookUpAt, string? Check,
            IReadOnlyList<SegmentEntry> Segments)
    {
        public CodingRule Build(Dictionary<string, Dictionary<string, string>> tables) =>
            new(Segments.Select(segment => segment.Build(tables)),
                Enum.Parse<CheckScheme>(Check ?? nameof(CheckScheme.None), ignoreCase: true))
            {
                Id = Id,
                Name = Name,
                ValidFrom = ValidFrom,
                ForIssuing = ForIssuing,
                ForEarlier = ForEarlier,
                LookUpAt = LookUpAt,
            };
    }

    private sealed record SegmentEntry(
        string Name, string Chinese, int Length, int? Shortest, string? Table, string? Alphabet, string? From, string? To)
    {
        public CodingSegment Build(Dictionary<string, Dictionary<string, string>> tables) => new()
        {
            Name = Name,
            Chinese = Chinese,
            Length = Length,
            Shortest = Shortest ?? Length,
            Codes = Table is null ? null : tables[Table].ToFrozenDictionary(StringComparer.Ordinal),
            IsLetters = Alphabet == "letters",
            IsLettersAndDigits = Alphabet == "lettersAndDigits",
            From = From,
            To = To,
        };
    }
}

/// <summary>A text that fits a coding rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Number">The number in one piece, upper case.</param>
/// <param name="Segments">Its segments, explained.</param>
public sealed record RecognisedNumber(CodingRule Rule, string Number, IReadOnlyList<ExplainedSegment> Segments);
