using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Register.Making;

namespace Certificates.Core.Intake;

/// <summary>A row with what was found of it. Every fault is listed, in column order.</summary>
/// <param name="Sent">As sent.</param>
/// <param name="Outcome">Rejected, NotPassed or Pending; what the register knows may still make it a duplicate.</param>
/// <param name="Reasons">Empty when pending.</param>
/// <param name="Result">What a certificate is made of; of a row that did not pass, what it would have been; null when rejected.</param>
public sealed record JudgedRow(SentRow Sent, RowOutcome Outcome, IReadOnlyList<Refusal> Reasons, AssessmentResult? Result)
{
    /// <summary>The file of the ZIP that is its photo, also where something else is wrong with the row; null when none is.</summary>
    public PhotoFile? PhotoFile { get; init; }

    /// <summary>True when it has no photo and nothing is wrong with that.</summary>
    public bool IsWithoutPhoto { get; init; }

    /// <summary>
    /// The row once it is known that it shares with another what tells rows apart, which only the whole file tells: rejected, and what
    /// was said of pass marks is then not listed.
    /// </summary>
    public JudgedRow WithShared(ResultsForm form) => Rejected(new Refusal(
        form.SharedCode,
        form.English(form.Key),
        $"Another row of the file has this {form.Bilingual(form.Key)}: correct it, or send one row only.",
        $"{form.Chinese(form.Key)}与文件内另一行重复，请更正，或只保留一行。"));

    /// <summary>The row once it is known that its photo is another holder's as well.</summary>
    internal JudgedRow WithSharedPhoto() => Rejected(new Refusal(
        RefusalCode.PhotoInvalid,
        ResultsColumn.Photo.English(),
        "The photo is also that of another holder's row: give each holder a photo of their own.",
        "这张照片同时对应了另一人的行，请为每人提供各自的照片。"));

    /// <summary>The row with one more fault, listed first; what was said of pass marks is then not listed.</summary>
    internal JudgedRow Rejected(Refusal fault) =>
        this with { Outcome = RowOutcome.Rejected, Reasons = [fault, .. Outcome == RowOutcome.Rejected ? Reasons : []], Result = null };
}

/// <summary>An assessment, typed: what the certificate is made of.</summary>
public sealed record AssessmentResult
{
    /// <summary>Whose it is.</summary>
    public required Holder Holder { get; init; }

    /// <summary>The edition in force on the assessment date.</summary>
    public required Occupation Occupation { get; init; }

    /// <summary>Null where the occupation has none at that grade.</summary>
    public required Direction? Direction { get; init; }

    /// <summary>等级.</summary>
    public required Grade Grade { get; init; }

    /// <summary>Day of the assessment, China Standard Time.</summary>
    public required DateOnly AssessedOn { get; init; }

    /// <summary>The cleaned photo; null when none was sent.</summary>
    public required Photo? Photo { get; init; }

    /// <summary>The course a training certificate names; null for other kinds.</summary>
    public Course? Course { get; init; }

    /// <summary>The training certificate it rests on; null when none was named.</summary>
    public TrainingNumber? RestsOn { get; init; }

    /// <summary>What it has already, when it was issued before this system; null for one to be issued.</summary>
    public EarlierIssue? Earlier { get; init; }

    /// <summary>The certificate it leads to, but for number and day.</summary>
    /// <param name="kind">The kind of its file.</param>
    /// <param name="institution">The institution as it stood on the assessment date.</param>
    /// <param name="today">The day it would be issued, China Standard Time.</param>
    internal CertificateDraft Draft(CertificateKind kind, Institution institution, DateOnly today) => new()
    {
        Kind = kind,
        Institution = institution,
        Holder = Holder,
        Occupation = Occupation,
        Direction = Direction,
        Grade = Grade,
        Course = Course,
        AssessedOn = AssessedOn,
        RestsOn = RestsOn,
        Earlier = Earlier,
        Today = today,
    };
}
