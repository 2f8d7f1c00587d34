using System.Globalization;
using System.Text.Json.Serialization;
using Certificates.Core.Data;

namespace Certificates.Core.Catalogue;

/// <summary>
/// One edition of an occupation (职业), in force over an inclusive span of days, in the register and in the directory's answers.
/// </summary>
public sealed record Occupation
{
    internal static readonly TableColumns<Occupation> Columns = new(
        "Occupation",
        ("Number", o => o.Number),
        ("Edition", o => o.Edition),
        ("Code", o => o.Code),
        ("FormerCode", o => o.FormerCode),
        ("Name", o => o.Name),
        ("EnglishName", o => o.EnglishName),
        ("TheoryPass", o => Mark(o.TheoryPass)),
        ("AbilityPass", o => Mark(o.AbilityPass)),
        ("ValidFrom", o => o.ValidFrom),
        ("ValidTo", o => o.ValidTo));

    internal static readonly TableColumns<(Occupation Of, Direction Direction)> DirectionColumns = new(
        "Direction",
        ("OccupationNumber", d => d.Of.Number),
        ("Edition", d => d.Of.Edition),
        ("Number", d => d.Direction.Number),
        ("Name", d => d.Direction.Name),
        ("EnglishName", d => d.Direction.EnglishName),
        ("Grades", d => d.Direction.Grades.Codes()));

    /// <summary>职业序号, <c>01</c>–<c>99</c>; never used again for another.</summary>
    public required string Number { get; init; }

    /// <summary>Edition of the standard.</summary>
    public required string Edition { get; init; }

    /// <summary>Code of the 2022 classification, such as <c>2-02-38-01</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The code the 2021 standards use; null when there was none.</summary>
    public required string? FormerCode { get; init; }

    /// <summary>As printed.</summary>
    public required string Name { get; init; }

    /// <summary>As printed below it.</summary>
    public required string EnglishName { get; init; }

    /// <summary>理论知识 pass mark out of 100.</summary>
    public required decimal TheoryPass { get; init; }

    /// <summary>专业能力 pass mark out of 100.</summary>
    public required decimal AbilityPass { get; init; }

    /// <summary>First assessment day of this edition.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last assessment day; null while in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Its directions; may be empty.</summary>
    public required IReadOnlyList<Direction> Directions { get; init; }

    /// <summary>
    /// Every edition, oldest first; null in lists and for a day. What an edition was before it was corrected stands in the directory's
    /// events.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Occupation>? History { get; init; }

    /// <summary>The first day of the next edition, where the directory lists it as of today; else null.</summary>
    [JsonIgnore]
    public DateOnly? ChangesOn { get; init; }

    /// <summary>True on days of its span.</summary>
    public bool IsInForce(DateOnly on) => ValidFrom <= on && on <= (ValidTo ?? DateOnly.MaxValue);

    /// <summary>True when a certificate of this grade must name a direction.</summary>
    public bool HasDirections(Grade grade) => Directions.Any(direction => direction.Grades.Contains(grade));

    /// <summary>A pass mark as the register keeps it.</summary>
    internal static string Mark(decimal mark) => mark.ToString(CultureInfo.InvariantCulture);

    /// <summary>The direction of this name or number; null when the occupation has none such.</summary>
    public Direction? FindDirection(string nameOrNumber)
    {
        var number = int.TryParse(nameOrNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? parsed.ToString("00", CultureInfo.InvariantCulture)
            : null;
        return Directions.FirstOrDefault(direction => direction.Number == number || direction.Name == nameOrNumber);
    }
}

/// <summary>A direction (职业方向) of an occupation.</summary>
/// <param name="Number">方向序号, <c>01</c>–<c>99</c>; never used again for another.</param>
/// <param name="Name">As printed.</param>
/// <param name="Grades">The grades that know it: 机器人 has one for 初级 and 中级, none for 高级.</param>
public sealed record Direction(string Number, string Name, IReadOnlyList<Grade> Grades)
{
    /// <summary>As printed below it; empty when none is on file.</summary>
    public string EnglishName { get; init; } = "";
}
