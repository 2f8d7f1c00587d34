using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Certificates.Core.Coding;

/// <summary>
/// A well-formed number of the issuing rule, <c>ZJ-2021</c>: 22 characters, every segment in its table, check character right; or one
/// of a certificate issued before this system, which has no segments. <see cref="TryParse"/> and <see cref="Create"/> are the only
/// ways in; a bare string is never a number.
/// </summary>
public sealed record CertificateNumber
{
    /// <summary>Characters of the longest number.</summary>
    public const int MaxLength = 32;

    private CertificateNumber(string value, CodingRule rule) => (Value, RuleId) = (value, rule.Id);

    /// <summary>The characters in one piece, upper case, as printed and stored.</summary>
    public string Value { get; }

    /// <summary>The coding rule the number is kept with.</summary>
    public string RuleId { get; }

    /// <summary>
    /// True for a certificate issued before this system: its number tells nothing, and its segments may not be asked for.
    /// </summary>
    public bool IsEarlier => RuleId == CodingRules.Earlier.Id;

    /// <summary>证书类别.</summary>
    public CertificateKind Kind => (CertificateKind)Segment("kind")[0];

    /// <summary>机构代码, <c>0001</c>–<c>9999</c>.</summary>
    public string InstitutionCode => Segment("institution");

    /// <summary>省级代码.</summary>
    public string ProvinceCode => Segment("province");

    /// <summary>职业序号, <c>01</c>–<c>99</c>.</summary>
    public string OccupationNumber => Segment("occupation");

    /// <summary>方向序号, <c>00</c> when there is none.</summary>
    public string DirectionNumber => Segment("direction");

    /// <summary>Year of issue, last two digits: 0–99.</summary>
    public int Year => int.Parse(Segment("year"), CultureInfo.InvariantCulture);

    /// <summary>等级.</summary>
    public Grade Grade =>
        Grades.TryParse(Rule["grade"].Meaning(Segment("grade")), out var grade)
            ? grade
            : throw new InvalidOperationException("Grade table.");

    /// <summary>顺序码, 1–9,999,999 per kind, institution and year.</summary>
    public int Serial => int.Parse(Segment("serial"), CultureInfo.InvariantCulture);

    /// <summary>The number in groups for screens: <c>Z0001 11 01 04 26 1 0000123 J</c>; an earlier one as it is.</summary>
    public string Grouped => IsEarlier
        ? Value
        : $"{Value[..5]} {Value[5..7]} {Value[7..9]} {Value[9..11]} {Value[11..13]} {Value[13]} {Value[14..21]} {Value[21]}";

    private static CodingRule Rule => CodingRules.Issuing;

    /// <summary>Makes the number of its segments, with the check character.</summary>
    /// <exception cref="ArgumentException">A segment is outside its table; callers take segments from the directory.</exception>
    public static CertificateNumber Create(
        CertificateKind kind, string institutionCode, string provinceCode, string occupationNumber, string directionNumber,
        int year, Grade grade, int serial) =>
        new(Rule.Format(
            $"{(char)kind}",
            institutionCode,
            provinceCode,
            occupationNumber,
            directionNumber,
            (year % 100).ToString("00", CultureInfo.InvariantCulture),
            Rule["grade"].CodeOf(grade.Chinese()),
            serial.ToString("0000000", CultureInfo.InvariantCulture)), Rule);

    /// <summary>
    /// Reads what a person typed: any case, full-width forms, spaces and dashes, words around it, letters that look like the digit that
    /// must stand there.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number, when it is one.</param>
    /// <param name="refusal"><c>number_mistyped</c> when it is not; says whether length, a segment or the check character is wrong.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out CertificateNumber? number, [NotNullWhen(false)] out Refusal? refusal)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        var length = TypedNumber.Compact(text, buffer);
        var fault = length > buffer.Length
            ? $"A number of this kind has {Rule.Length} characters, not {length}: some are too many."
            : Rule.Fault(buffer[..length]);
        number = fault is null || IsMended(buffer[..Math.Min(length, buffer.Length)])
            ? new CertificateNumber(buffer[..length].ToString(), Rule)
            : length <= buffer.Length && EarlierNumbers.Fault(buffer[..length]) is null
                ? new CertificateNumber(buffer[..length].ToString(), CodingRules.Earlier)
                : null;
        refusal = number is not null ? null : new Refusal(RefusalCode.NumberMistyped, "number", fault!);
        return number is not null;
    }

    /// <summary>A number that stands on record: one of this system's where it is, else whatever was taken in once.</summary>
    internal static CertificateNumber OfRecord(string value) => new(value, Rule.Fault(value) is null ? Rule : CodingRules.Earlier);

    /// <summary>True when this is not what was typed, but the one number that can have been meant.</summary>
    internal bool IsMendedFrom(string? typed)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        var length = TypedNumber.Compact(typed, buffer);
        return length > buffer.Length || !buffer[..length].SequenceEqual(Value);
    }

    /// <summary>Says each segment with its meaning.</summary>
    public IReadOnlyList<ExplainedSegment> Explain() => (IsEarlier ? CodingRules.Earlier : Rule).Explain(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsMended(Span<char> number)
    {
        Span<char> mended = stackalloc char[MaxLength];
        number.CopyTo(mended);
        mended = mended[..number.Length];
        if (!TypedNumber.TryMend(Rule, mended))
        {
            return false;
        }

        mended.CopyTo(number);
        return true;
    }

    private string Segment(string name) => IsEarlier
        ? throw new InvalidOperationException($"An earlier number has no segment {name}.")
        : Value.Substring(Rule[name].Offset, Rule[name].Length);
}
