using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Certificates.Core.Coding;

/// <summary>
/// A well-formed number of rule <c>ZJ-2021</c>: 22 characters, every segment in its table, check character right.
/// <see cref="TryParse"/> and <see cref="Create"/> are the only ways in; a bare string is never a number.
/// </summary>
public sealed record CertificateNumber
{
    private CertificateNumber(string value) => (Value, RuleId) = (value, "ZJ-2021");

    /// <summary>The 22 characters in one piece, upper case, as printed and stored.</summary>
    public string Value { get; }

    /// <summary>The coding rule the number is kept with.</summary>
    public string RuleId { get; }

    /// <summary>证书类别.</summary>
    public CertificateKind Kind => (CertificateKind)Value[0];

    /// <summary>机构代码, <c>0001</c>–<c>9999</c>.</summary>
    public string InstitutionCode => Value[1..5];

    /// <summary>省级代码.</summary>
    public string ProvinceCode => Value[5..7];

    /// <summary>职业序号, <c>01</c>–<c>99</c>.</summary>
    public string OccupationNumber => Value[7..9];

    /// <summary>方向序号, <c>00</c> when there is none.</summary>
    public string DirectionNumber => Value[9..11];

    /// <summary>Year of issue, last two digits: 0–99.</summary>
    public int Year => int.Parse(Value.AsSpan(11, 2), CultureInfo.InvariantCulture);

    /// <summary>等级.</summary>
    public Grade Grade => Value[13] switch { '3' => Grade.Junior, '2' => Grade.Intermediate, _ => Grade.Senior };

    /// <summary>顺序码, 1–9,999,999 per kind, institution and year.</summary>
    public int Serial => int.Parse(Value.AsSpan(14, 7), CultureInfo.InvariantCulture);

    /// <summary>The number in groups for screens: <c>Z0001 11 01 04 26 1 0000123 J</c>.</summary>
    public string Grouped =>
        $"{Value[..5]} {Value[5..7]} {Value[7..9]} {Value[9..11]} {Value[11..13]} {Value[13]} {Value[14..21]} {Value[21]}";

    /// <summary>Makes the number of its segments, with the check character.</summary>
    /// <exception cref="ArgumentException">A segment is outside its table; callers take segments from the directory.</exception>
    public static CertificateNumber Create(
        CertificateKind kind, string institutionCode, string provinceCode, string occupationNumber, string directionNumber,
        int year, Grade grade, int serial)
    {
        var digit = grade switch { Grade.Junior => '3', Grade.Intermediate => '2', Grade.Senior => '1' };
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $"{(char)kind}{institutionCode}{provinceCode}{occupationNumber}{directionNumber}{year % 100:00}{digit}{serial:0000000}");
        return TryParse(body + Iso7064.Mod37And36(body), out var number, out var refusal)
            ? number
            : throw new ArgumentException(refusal.Message, nameof(institutionCode));
    }

    /// <summary>Reads what a person typed: any case, full-width forms, spaces and hyphens.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number, when it is one.</param>
    /// <param name="refusal"><c>number_mistyped</c> when it is not.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out CertificateNumber? number, [NotNullWhen(false)] out Refusal? refusal)
    {
        var value = (text ?? "").Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant()
            .Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        var good = value.Length == 22 && value.All(char.IsAsciiLetterOrDigit) && Iso7064.Mod37And36(value.AsSpan(0, 21)) == value[21];
        number = good ? new CertificateNumber(value) : null;
        refusal = good ? null : new Refusal("number_mistyped", "number", "The number's check character does not match: compare it with the paper.");
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
