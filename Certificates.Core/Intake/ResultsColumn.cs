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
        "培训证书编号", "培训学时", "规定学时", "结业测试", "证书编号", "发证日期",
    ];

    private static readonly string[] EnglishWords =
    [
        "candidateNumber", "name", "idType", "idNumber", "occupationCode", "direction", "grade", "theoryScore", "abilityScore",
        "assessedOn", "photo", "trainingCertificateNumber", "hoursCompleted", "hoursRequired", "finalTestPassed", "number", "issuedOn",
    ];

    /// <summary>The Chinese header.</summary>
    public static string Chinese(this ResultsColumn column) => ChineseWords[(int)column];

    /// <summary>The English header, which is the field name in JSON too.</summary>
    public static string English(this ResultsColumn column) => EnglishWords[(int)column];
}
