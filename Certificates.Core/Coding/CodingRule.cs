namespace Certificates.Core.Coding;

/// <summary>
/// A coding rule (编码规则) as data, and the one engine that formats, parses and explains numbers by it. Segments follow each other without
/// gaps; the check character, where there is one, comes last.
/// </summary>
public sealed class CodingRule
{
    private readonly CodingSegment[] _segments;

    /// <summary>Lays the segments out one after the other.</summary>
    internal CodingRule(IEnumerable<CodingSegment> segments, CheckScheme check)
    {
        var laid = new List<CodingSegment>();
        foreach (var segment in segments)
        {
            laid.Add(segment with { Offset = BodyLength });
            BodyLength += segment.Length;
        }

        (_segments, Check) = ([.. laid], check);
    }

    /// <summary>Id a number is kept with, such as <c>ZJ-2021</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The certificate its numbers stand on, such as 专业技术等级证书.</summary>
    public required string Name { get; init; }

    /// <summary>First day numbers were given by this rule.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>True when this service gives numbers by it; false when it is known for parsing only.</summary>
    public required bool ForIssuing { get; init; }

    /// <summary>True for the one rule of numbers given before this system, by whatever rule that was.</summary>
    public bool ForEarlier { get; init; }

    /// <summary>Where numbers of a sister rule are looked up; null for our own.</summary>
    public required string? LookUpAt { get; init; }

    /// <summary>The segments in order, without the check character.</summary>
    public IReadOnlyList<CodingSegment> Segments => _segments;

    /// <summary>The check character's scheme.</summary>
    public CheckScheme Check { get; }

    /// <summary>Characters of a number, check character included.</summary>
    public int Length => BodyLength + (Check == CheckScheme.None ? 0 : 1);

    /// <summary>Fewest characters of a number.</summary>
    public int Shortest => Length - Segments.Sum(segment => segment.Length - segment.Shortest);

    private int BodyLength { get; }

    /// <summary>The segment of this name.</summary>
    /// <exception cref="InvalidOperationException">The rule has none.</exception>
    public CodingSegment this[string name] => Segments.First(segment => segment.Name == name);

    /// <summary>Makes a number of one value a segment, with the check character.</summary>
    /// <exception cref="ArgumentException">A value is not allowed in its segment.</exception>
    public string Format(params IReadOnlyList<string> values)
    {
        var body = string.Concat(values);
        var number = Check == CheckScheme.None || !body.All(char.IsAsciiLetterOrDigit) ? body : body + Iso7064.Mod37And36(body);
        var fits = values.Select(value => value.Length).SequenceEqual(Segments.Select(segment => segment.Length));
        return Fault(number) is null && fits
            ? number
            : throw new ArgumentException($"A value is not allowed by {Id}: {Fault(number)}", nameof(values));
    }

    /// <summary>Says each segment of a number with its meaning.</summary>
    /// <exception cref="ArgumentException">The number is not of this rule.</exception>
    public IReadOnlyList<ExplainedSegment> Explain(string number)
    {
        if (Fault(number) is not null)
        {
            throw new ArgumentException($"Not a number of {Id}.", nameof(number));
        }

        var explained = Segments.Select(segment => Explain(segment, Value(segment, number).ToString()));
        return Check == CheckScheme.None
            ? [.. explained]
            : [.. explained, new ExplainedSegment("check", "校验码", number[^1..], number[^1..])];
    }

    /// <summary>What is wrong with a compacted number, as a sentence to the one who typed it; null when it is of this rule.</summary>
    internal string? Fault(ReadOnlySpan<char> number)
    {
        if (number.Length > Length || number.Length < Shortest)
        {
            var wanted = Shortest == Length ? $"{Length}" : $"{Shortest} to {Length}";
            return $"A number of this kind has {wanted} characters, not {number.Length}: one is missing or too many.";
        }

        foreach (var segment in _segments)
        {
            if (segment.Fault(Value(segment, number)) is { } fault)
            {
                return $"The segment {segment.Chinese} ({segment.Name}, position {segment.Offset + 1}) {fault}: compare it with the paper.";
            }
        }

        return Check == CheckScheme.None || Iso7064.Mod37And36(number[..^1]) == number[^1]
            ? null
            : "The check character at the end does not match: one character before it is mistyped, compare it with the paper.";
    }

    /// <summary>The characters of a segment; the last one may be shorter than it can be.</summary>
    private static ReadOnlySpan<char> Value(CodingSegment segment, ReadOnlySpan<char> number) =>
        number.Slice(segment.Offset, Math.Min(segment.Length, number.Length - segment.Offset));

    private static ExplainedSegment Explain(CodingSegment segment, string value) =>
        new(segment.Name, segment.Chinese, value, segment.Meaning(value));
}

/// <summary>One segment of a number, said.</summary>
/// <param name="Name">Key of the segment.</param>
/// <param name="Chinese">The term of the trade.</param>
/// <param name="Value">The characters.</param>
/// <param name="Meaning">What they mean; the characters again where there is no code table.</param>
public sealed record ExplainedSegment(string Name, string Chinese, string Value, string Meaning);
