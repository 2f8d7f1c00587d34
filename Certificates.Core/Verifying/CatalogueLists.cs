namespace Certificates.Core.Verifying;

/// <summary>The published lists, in the words and codes of the contract.</summary>
/// <param name="Occupations">Every edition of every occupation.</param>
/// <param name="Grades">In rising skill.</param>
/// <param name="Institutions">As they stand today, those that left the list too.</param>
/// <param name="AsOf">When they were read, UTC.</param>
public sealed record CatalogueLists(
    IReadOnlyList<ListedOccupation> Occupations,
    IReadOnlyList<ListedGrade> Grades,
    IReadOnlyList<ListedInstitution> Institutions,
    DateTime AsOf);

/// <summary>An edition of an occupation.</summary>
/// <param name="Number">职业序号.</param>
/// <param name="Edition">Edition of the standard.</param>
/// <param name="Code">Code of the 2022 classification.</param>
/// <param name="FormerCode">The code of the 2021 standards; null when there was none.</param>
/// <param name="Name">As printed.</param>
/// <param name="EnglishName">As printed below it.</param>
/// <param name="ValidTo">Last assessment day; null while in force.</param>
/// <param name="Directions">Its directions; may be empty.</param>
public sealed record ListedOccupation(
    string Number,
    string Edition,
    string Code,
    string? FormerCode,
    string Name,
    string EnglishName,
    DateOnly? ValidTo,
    IReadOnlyList<ListedDirection> Directions);

/// <summary>A direction of an occupation.</summary>
/// <param name="Number">方向序号.</param>
/// <param name="Name">As printed.</param>
/// <param name="Grades">Codes of the grades that know it.</param>
public sealed record ListedDirection(string Number, string Name, IReadOnlyList<string> Grades);

/// <summary>A grade.</summary>
/// <param name="Code">junior, intermediate or senior.</param>
/// <param name="Name">初级, 中级 or 高级.</param>
/// <param name="EnglishName">Junior, Intermediate or Senior.</param>
public sealed record ListedGrade(string Code, string Name, string EnglishName);

/// <summary>An institution of the directory.</summary>
/// <param name="Code">机构代码.</param>
/// <param name="CreditCode">统一社会信用代码.</param>
/// <param name="Name">As printed.</param>
/// <param name="EnglishName">Empty when none is on file.</param>
/// <param name="ProvinceCode">省级代码 of its registration.</param>
/// <param name="IsTraining">On the list of 培训机构.</param>
/// <param name="IsAssessment">On the list of 评价机构.</param>
/// <param name="Contact">How it is reached; empty when none is on file.</param>
/// <param name="State">listed, frozen or removed.</param>
/// <param name="Terms">What it may issue, and when.</param>
public sealed record ListedInstitution(
    string Code,
    string CreditCode,
    string Name,
    string EnglishName,
    string ProvinceCode,
    string Contact,
    bool IsTraining,
    bool IsAssessment,
    string State,
    IReadOnlyList<ListedTerm> Terms);

/// <summary>A right to issue, judged on the assessment day.</summary>
/// <param name="Kind">grade or training: 专业技术等级证书 or 培训合格证书.</param>
/// <param name="OccupationNumber">职业序号.</param>
/// <param name="Grades">Codes of the grades.</param>
/// <param name="ValidFrom">First assessment day.</param>
/// <param name="ValidTo">Last assessment day; null without end.</param>
public sealed record ListedTerm(
    string Kind, string OccupationNumber, IReadOnlyList<string> Grades, DateOnly ValidFrom, DateOnly? ValidTo);
