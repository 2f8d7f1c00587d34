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
        Columns = [.. Common, Column.HoursCompleted, Column.HoursRequired, Column.FinalTest, Column.AssessedOn, Column.Photo],
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

    /// <summary>Reads a header in either language, trimmed, English in any case; null for a column that is not of this form.</summary>
    public Column? Find(string header)
    {
        var word = header.AsSpan().Trim().Trim('\uFEFF').ToString();
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
    internal static bool IsRequired(Column column) => column is not (Column.Photo or Column.TrainingCertificate);

    /// <summary>A column in both languages, as messages name it.</summary>
    internal string Bilingual(Column column) => $"{Chinese(column)} ({English(column)})";

    private static ResultsForm Earlier(ResultsForm results) => new(results.Kind, new EarlierRule())
    {
        Columns = [Column.Number, .. Common[1..], Column.AssessedOn, Column.IssuedOn],
        Key = Column.Number,
        SharedCode = RefusalCode.NumberTaken,
        OwnWords = results.OwnWords,
    };

    private static bool IsEnglish(string word, string english) => string.Equals(word, english, StringComparison.OrdinalIgnoreCase);
}
