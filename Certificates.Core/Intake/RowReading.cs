using System.Buffers;
using System.Text;
using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Style;

namespace Certificates.Core.Intake;

/// <summary>Reads the columns of one row into typed values; a column at fault gives no value and notes why.</summary>
internal sealed class RowReading(SentRow row, RowFaults faults)
{
    private static readonly SearchValues<char> CodeCharacters = SearchValues.Create("0123456789-");
    private static readonly string[] NoDirection = ["不分方向", "不区分方向", "无方向", "不分"];

    public SentRow Sent => row;

    /// <summary>Where its faults go.</summary>
    public RowFaults Faults => faults;

    /// <summary><c>candidate_number_missing</c>; <c>row_malformed</c> for one that is too long.</summary>
    public void CheckCandidateNumber()
    {
        var number = TypedText.FoldUpper(row[ResultsColumn.CandidateNumber]);
        if (number.Length == 0)
        {
            faults.Add(RefusalCode.CandidateNumberMissing, ResultsColumn.CandidateNumber,
                $"{faults.Words(ResultsColumn.CandidateNumber)} is empty: give each row one of its own.",
                $"缺{faults.Chinese(ResultsColumn.CandidateNumber)}，请逐行填写。");
        }
        else if (number.Length > CandidateNumbers.MaxLength)
        {
            faults.Add(RefusalCode.RowMalformed, ResultsColumn.CandidateNumber,
                $"{faults.Words(ResultsColumn.CandidateNumber)} has more than {CandidateNumbers.MaxLength} characters.",
                $"{faults.Chinese(ResultsColumn.CandidateNumber)}超过 {CandidateNumbers.MaxLength} 个字符，请更正。");
        }
    }

    /// <summary><c>name_missing</c>, <c>name_invalid</c>, <c>name_too_long</c>, <c>glyph_missing</c>.</summary>
    public PersonName? Name(IGlyphCoverage glyphs)
    {
        if (row.IsReadByFormerRule)
        {
            // accepted by that rule, and issued as it was accepted
            return FormerNames.Read(row[ResultsColumn.Name]);
        }

        if (!PersonName.TryParse(row[ResultsColumn.Name], out var name, out var refusal))
        {
            faults.Add(refusal);
        }
        else if (Missing(name, glyphs) is { Count: > 0 } missing)
        {
            faults.Add(RefusalCode.GlyphMissing, ResultsColumn.Name,
                $"The fonts cannot draw {string.Join(", ", missing.Select(rune => $"“{rune}” (U+{rune.Value:X4})"))}: check the name, and "
                    + "ask the authority to add what is right.",
                $"字库中没有{string.Join("、", missing.Select(rune => $"“{rune}”（U+{rune.Value:X4}）"))}，请核对姓名；确认无误的，请联系主管部门补充字库。");
        }

        return name;
    }

    /// <summary><c>id_type_unknown</c>, <c>id_number_invalid</c>. A number of unknown type cannot be checked.</summary>
    public IdDocument? Document()
    {
        if (!IdTypes.TryParse(row[ResultsColumn.IdType], out var type))
        {
            var known = string.Join(" · ", Enum.GetValues<IdType>().Select(each => each.Chinese()));
            faults.Add(RefusalCode.IdTypeUnknown, ResultsColumn.IdType, $"证件类型 (idType) must be one of {known}.", $"证件类型应为以下之一：{known}。");
            return null;
        }

        if (!IdDocument.TryParse(type, row[ResultsColumn.IdNumber], out var document, out var refusal))
        {
            faults.Add(refusal);
        }

        return document;
    }

    /// <summary><c>occupation_unknown</c>; the code or the former code, as of a day.</summary>
    public Occupation? Occupation(CatalogueSnapshot catalogue, DateOnly on)
    {
        var sent = TypedText.FoldUpper(row[ResultsColumn.OccupationCode]).Replace(" ", "", StringComparison.Ordinal);
        var occupation = catalogue.FindOccupation(sent, on) ?? Named(sent, code => catalogue.FindOccupation(code, on));
        if (occupation is null)
        {
            faults.Add(RefusalCode.OccupationUnknown, ResultsColumn.OccupationCode,
                "职业编码 (occupationCode) is not in the catalogue on the day of the assessment.",
                "考核当日职业目录中没有此职业编码，请核对。");
        }

        return occupation;
    }

    /// <summary>The occupation of a code that has its own name beside it, as a list to choose from shows it.</summary>
    private static Occupation? Named(string sent, Func<string, Occupation?> find)
    {
        var end = sent.AsSpan().IndexOfAnyExcept(CodeCharacters);
        return end > 0 && find(sent[..end]) is { } occupation && sent[end..].Trim('(', ')') == occupation.Name ? occupation : null;
    }

    /// <summary>
    /// <c>direction_missing</c>, <c>direction_unknown</c>; empty or <c>--</c> where the occupation has none at the grade.
    /// </summary>
    public Direction? Direction(Occupation? occupation, Grade? grade)
    {
        var sent = TypedText.Visible(row[ResultsColumn.Direction]);
        var isNone = TypedText.IsNothing(sent) || NoDirection.Contains(sent, StringComparer.Ordinal);
        if (occupation is null || (isNone && grade is null))
        {
            return null;
        }

        var offered = occupation.Directions.Where(each => grade is null || each.Grades.Contains(grade.Value)).ToList();
        var direction = isNone ? null : occupation.FindDirection(sent) ?? occupation.FindDirection(TypedText.FoldUpper(sent));
        if (isNone && offered.Count > 0)
        {
            faults.Add(RefusalCode.DirectionMissing, ResultsColumn.Direction,
                $"职业方向 (direction) must be one of {Names(offered)}.",
                $"职业方向应为以下之一：{Names(offered)}。");
        }
        else if (!isNone && (direction is null || !offered.Contains(direction)))
        {
            faults.Add(
                RefusalCode.DirectionUnknown,
                ResultsColumn.Direction,
                offered.Count > 0
                    ? $"职业方向 (direction) must be one of {Names(offered)}."
                    : "The occupation has no direction at this grade: leave 职业方向 (direction) empty.",
                offered.Count > 0 ? $"职业方向应为以下之一：{Names(offered)}。" : "该职业该等级没有职业方向，请留空。");
        }

        return direction;
    }

    /// <summary><c>grade_unknown</c>.</summary>
    public Grade? Grade()
    {
        if (Grades.TryParse(row[ResultsColumn.Grade], out var grade))
        {
            return grade;
        }

        faults.Add(RefusalCode.GradeUnknown, ResultsColumn.Grade, "等级 (grade) must be 初级, 中级 or 高级 (junior, intermediate, senior).");
        return null;
    }

    /// <summary><c>assessed_on_missing</c>, <c>assessed_on_invalid</c>, <c>assessed_on_in_future</c>.</summary>
    public DateOnly? AssessedOn(DateOnly today) => Day(
        ResultsColumn.AssessedOn,
        new DayCodes(RefusalCode.AssessedOnMissing, RefusalCode.AssessedOnInvalid, RefusalCode.AssessedOnInFuture),
        today);

    /// <summary>A day up to today.</summary>
    public DateOnly? Day(ResultsColumn column, DayCodes codes, DateOnly today)
    {
        var text = TypedText.FoldUpper(row[column]);
        if (text.Length == 0)
        {
            faults.Add(codes.Missing, column,
                $"{faults.Words(column)} is empty: give it as 2026-04-25.",
                $"缺{faults.Chinese(column)}，请按 2026-04-25 的格式填写。");
            return null;
        }

        return Parsed(column, text, codes.Invalid) is { } day && !IsInFuture(column, day, codes.InFuture, today) ? day : null;
    }

    /// <summary>A day that may be left out, and lies no later than another.</summary>
    public DateOnly? DayUpTo(ResultsColumn column, RefusalCode invalid, DateOnly? last)
    {
        var text = TypedText.FoldUpper(row[column]);
        var day = text.Length == 0 || TypedText.IsNothing(text) ? null : Parsed(column, text, invalid);
        if (day > last)
        {
            faults.Add(invalid, column,
                $"{faults.Words(column)} lies after {faults.Words(ResultsColumn.AssessedOn)}: correct one of them.",
                $"{faults.Chinese(column)}晚于{faults.Chinese(ResultsColumn.AssessedOn)}，请更正。");
            return null;
        }

        return day;
    }

    private DateOnly? Parsed(ResultsColumn column, string text, RefusalCode invalid)
    {
        if (!DayText.TryParse(text, out var day))
        {
            faults.Add(DayText.IsSerial(text)
                ? new Refusal(invalid, column.English(),
                    $"{faults.Words(column)} is a number that a spreadsheet keeps a day by: format it as a date, or write 2026-04-25.",
                    $"{faults.Chinese(column)}是表格内部的日期序号，请把该列设为日期格式，或按 2026-04-25 的格式填写。")
                : new Refusal(invalid, column.English(),
                    $"{faults.Words(column)} is no day of the calendar written as 2026-04-25, 2026/4/25, 2026.4.25 or 2026年4月25日.",
                    $"{faults.Chinese(column)}不是有效日期，请按 2026-04-25、2026/4/25、2026.4.25 或 2026年4月25日 的格式填写。"));
            return null;
        }

        return day;
    }

    private bool IsInFuture(ResultsColumn column, DateOnly day, RefusalCode inFuture, DateOnly today)
    {
        if (day > today)
        {
            faults.Add(inFuture, column, $"{faults.Words(column)} is in the future.", $"{faults.Chinese(column)}在将来，请更正。");
        }

        return day > today;
    }

    /// <summary><c>photo_missing</c>, <c>photo_invalid</c>; none without fault when there is none for the row.</summary>
    public RowPhoto Photo(PhotoArchive? photos) => RowPhoto.Of(row, faults, photos);

    private static List<Rune> Missing(PersonName name, IGlyphCoverage glyphs) =>
        [.. name.Value.EnumerateRunes().Distinct().Where(rune => glyphs.FirstMissing(rune.ToString()) is not null)];

    private static string Names(IEnumerable<Direction> directions) => string.Join(" · ", directions.Select(each => each.Name));
}

/// <summary>The codes of a day that a row tells.</summary>
/// <param name="Missing">When the cell is empty.</param>
/// <param name="Invalid">When it is no day.</param>
/// <param name="InFuture">When it is yet to come.</param>
internal sealed record DayCodes(RefusalCode Missing, RefusalCode Invalid, RefusalCode InFuture);
