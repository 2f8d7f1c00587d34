namespace Certificates.Core.Intake;

/// <summary>The columns of a results file, in the order their faults are listed.</summary>
public enum ResultsColumn
{
    /// <summary>准考证号.</summary>
    CandidateNumber,

    /// <summary>姓名.</summary>
    Name,

    /// <summary>证件类型.</summary>
    IdType,

    /// <summary>证件号码.</summary>
    IdNumber,

    /// <summary>职业编码.</summary>
    OccupationCode,

    /// <summary>职业方向.</summary>
    Direction,

    /// <summary>等级.</summary>
    Grade,

    /// <summary>理论知识成绩.</summary>
    TheoryScore,

    /// <summary>专业能力成绩.</summary>
    AbilityScore,

    /// <summary>考核日期.</summary>
    AssessedOn,

    /// <summary>照片; the one column a file may lack.</summary>
    Photo,
}

/// <summary>The header words of the columns.</summary>
public static class ResultsColumns
{
    private static readonly string[] ChineseWords =
        ["准考证号", "姓名", "证件类型", "证件号码", "职业编码", "职业方向", "等级", "理论知识成绩", "专业能力成绩", "考核日期", "照片"];

    private static readonly string[] EnglishWords =
    [
        "candidateNumber", "name", "idType", "idNumber", "occupationCode", "direction", "grade", "theoryScore", "abilityScore",
        "assessedOn", "photo",
    ];

    /// <summary>Every column, in order.</summary>
    public static IReadOnlyList<ResultsColumn> All { get; } = Enum.GetValues<ResultsColumn>();

    /// <summary>The Chinese header.</summary>
    public static string Chinese(this ResultsColumn column) => ChineseWords[(int)column];

    /// <summary>The English header, which is the field name in JSON too.</summary>
    public static string English(this ResultsColumn column) => EnglishWords[(int)column];

    /// <summary>Reads a header in either language, trimmed, English in any case; null for a column that is not ours.</summary>
    public static ResultsColumn? Find(string header)
    {
        var word = header.AsSpan().Trim().Trim('\uFEFF').ToString();
        var at = Array.IndexOf(ChineseWords, word);
        at = at >= 0 ? at : Array.FindIndex(EnglishWords, english => string.Equals(english, word, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? (ResultsColumn)at : null;
    }

    /// <summary>A column in both languages, as messages name it.</summary>
    internal static string Bilingual(this ResultsColumn column) => $"{column.Chinese()} ({column.English()})";
}
