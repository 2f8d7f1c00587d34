using Certificates.Core.Files.Tables;
using Certificates.Core.Register;
using Column = Certificates.Core.Intake.ResultsColumn;

namespace Certificates.Core.Intake;

/// <summary>
/// A form of file that is taken in: its columns and their words, what tells its rows apart, and the rule of what is beside the columns
/// that all have. A further kind of certificate is a further form.
/// </summary>
public sealed class ResultsForm
{
    private static readonly Column[] Common =
        [Column.CandidateNumber, Column.Name, Column.IdType, Column.IdNumber, Column.OccupationCode, Column.Direction, Column.Grade];

    private static readonly ResultsForm Grade = new(CertificateKind.Grade, new GradeRule())
    {
        Columns = [.. Common, Column.TheoryScore, Column.AbilityScore, Column.AssessedOn, Column.Photo, Column.TrainingCertificate],
    };

    private static readonly ResultsForm Training = new(CertificateKind.Training, new TrainingRule())
    {
        Columns = [
            .. Common, Column.HoursCompleted, Column.HoursRequired, Column.FinalTest, Column.StartedOn, Column.AssessedOn, Column.Photo,
        ],
        OwnWords = new Dictionary<Column, (string Chinese, string English)>
        {
            [Column.CandidateNumber] = ("学员编号", "candidateNumber"),
            [Column.AssessedOn] = ("结业日期", "completedOn"),
        },
    };

    private static readonly ResultsForm EarlierGrade = Earlier(Grade);
    private static readonly ResultsForm EarlierTraining = Earlier(Training);

    private ResultsForm(CertificateKind kind, IKindRule rule) => (Kind, Rule) = (kind, rule);

    /// <summary>The kind of certificate its rows lead to.</summary>
    public CertificateKind Kind { get; }

    /// <summary>The columns, in the order their faults are listed.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>The column no two rows share.</summary>
    internal Column Key { get; private init; } = Column.CandidateNumber;

    /// <summary>Why rows that share it are rejected.</summary>
    internal RefusalCode SharedCode { get; private init; } = RefusalCode.CandidateNumberDuplicated;

    /// <summary>True for the form of certificates issued before this system.</summary>
    internal bool IsOfEarlier => Key == Column.Number;

    /// <summary>The columns as tables are read by them.</summary>
    internal TableForm Table => field ??= new TableForm([.. Columns.Select(Described)], Columns.Count(IsRequired))
    {
        NamedNumber = IsOfEarlier ? Columns.ToList().IndexOf(Key) : null,
    };

    /// <summary>What is judged beside the common columns.</summary>
    internal IKindRule Rule { get; }

    private Dictionary<Column, (string Chinese, string English)> OwnWords { get; init; } = [];

    /// <summary>The form of a kind's results, or of its certificates that were issued before this system.</summary>
    public static ResultsForm Of(CertificateKind kind, CertificateOrigin origin = CertificateOrigin.Issued) => (kind, origin) switch
    {
        (CertificateKind.Grade, CertificateOrigin.Issued) => Grade,
        (CertificateKind.Training, CertificateOrigin.Issued) => Training,
        (CertificateKind.Grade, CertificateOrigin.Imported) => EarlierGrade,
        (CertificateKind.Training, CertificateOrigin.Imported) => EarlierTraining,
    };

    /// <summary>The Chinese header of a column.</summary>
    public string Chinese(Column column) => OwnWords.TryGetValue(column, out var own) ? own.Chinese : column.Chinese();

    /// <summary>The English header, which is the field name in JSON and in faults too.</summary>
    public string English(Column column) => OwnWords.TryGetValue(column, out var own) ? own.English : column.English();

    /// <summary>Reads the name of a column in either language, English in any case; null for one that is not of this form.</summary>
    public Column? Find(string header)
    {
        var word = header.Trim();
        foreach (var column in Columns)
        {
            if (word == Chinese(column) || word == column.Chinese() || IsEnglish(word, English(column))
                || IsEnglish(word, column.English()))
            {
                return column;
            }
        }

        return null;
    }

    /// <summary>True for a column that a file must have.</summary>
    public static bool IsRequired(Column column) => column is not (Column.Photo or Column.TrainingCertificate or Column.StartedOn);

    /// <summary>A column in both languages, as messages name it.</summary>
    internal string Bilingual(Column column) => $"{Chinese(column)} ({English(column)})";

    private TableColumn Described(Column column) => new(
        Chinese(column),
        English(column),
        [Chinese(column), column.Chinese(), English(column), column.English()],
        column.Use(),
        IsRequired(column));

    private static ResultsForm Earlier(ResultsForm results) => new(results.Kind, new EarlierRule())
    {
        Columns = [Column.Number, .. Common[1..], Column.AssessedOn, Column.IssuedOn],
        Key = Column.Number,
        SharedCode = RefusalCode.NumberTaken,
        OwnWords = results.OwnWords,
    };

    private static bool IsEnglish(string word, string english) => string.Equals(word, english, StringComparison.OrdinalIgnoreCase);
}

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

    /// <summary>照片.</summary>
    Photo,

    /// <summary>培训证书编号: the training certificate a grade rests on.</summary>
    TrainingCertificate,

    /// <summary>培训学时.</summary>
    HoursCompleted,

    /// <summary>规定学时.</summary>
    HoursRequired,

    /// <summary>结业测试.</summary>
    FinalTest,

    /// <summary>证书编号 of a certificate issued before this system.</summary>
    Number,

    /// <summary>发证日期 of such a certificate.</summary>
    IssuedOn,

    /// <summary>开课日期: the first day of a course.</summary>
    StartedOn,
}

/// <summary>
/// The header words of the columns, where a <see cref="ResultsForm"/> gives them no others. The values of the columns are their places
/// in stored rows: new ones come last.
/// </summary>
public static class ResultsColumns
{
    private static readonly string[] ChineseWords =
    [
        "准考证号", "姓名", "证件类型", "证件号码", "职业编码", "职业方向", "等级", "理论知识成绩", "专业能力成绩", "考核日期", "照片",
        "培训证书编号", "培训学时", "规定学时", "结业测试", "证书编号", "发证日期", "开课日期",
    ];

    private static readonly string[] EnglishWords =
    [
        "candidateNumber", "name", "idType", "idNumber", "occupationCode", "direction", "grade", "theoryScore", "abilityScore",
        "assessedOn", "photo", "trainingCertificateNumber", "hoursCompleted", "hoursRequired", "finalTestPassed", "number", "issuedOn",
        "startedOn",
    ];

    /// <summary>What the column holds, as far as tables are read by it.</summary>
    internal static ColumnUse Use(this ResultsColumn column) => column switch
    {
        ResultsColumn.Name => ColumnUse.Name,
        ResultsColumn.CandidateNumber or ResultsColumn.Number => ColumnUse.Identity,
        ResultsColumn.IdNumber => ColumnUse.IdNumber,
        ResultsColumn.OccupationCode or ResultsColumn.TrainingCertificate => ColumnUse.Code,
        ResultsColumn.IdType or ResultsColumn.Direction or ResultsColumn.Grade => ColumnUse.Word,
        ResultsColumn.AssessedOn or ResultsColumn.IssuedOn or ResultsColumn.StartedOn => ColumnUse.Day,
        ResultsColumn.Photo => ColumnUse.File,
        _ => ColumnUse.Quantity,
    };

    /// <summary>The Chinese header.</summary>
    public static string Chinese(this ResultsColumn column) => ChineseWords[(int)column];

    /// <summary>The English header, which is the field name in JSON too.</summary>
    public static string English(this ResultsColumn column) => EnglishWords[(int)column];
}
