using Certificates.Core.Files.Tables;

namespace Certificates.Core.Intake;

/// <summary>A cell of a row from which no value can be read, whatever it should be.</summary>
/// <param name="Column">Where it stands.</param>
/// <param name="Fault">What is wrong with it.</param>
internal sealed record SpoiltCell(ResultsColumn Column, CellFault Fault)
{
    /// <summary>The row's fault: the code of the column, the words of the cell.</summary>
    public Refusal Refusal(ResultsForm form)
    {
        var (english, chinese) = Fault.Words(form.Bilingual(Column), form.Chinese(Column));
        return new Refusal(Code(Column), form.English(Column), english, chinese);
    }

    private static RefusalCode Code(ResultsColumn column) => column switch
    {
        ResultsColumn.CandidateNumber => RefusalCode.CandidateNumberInvalid,
        ResultsColumn.Name => RefusalCode.NameInvalid,
        ResultsColumn.IdType => RefusalCode.IdTypeUnknown,
        ResultsColumn.IdNumber => RefusalCode.IdNumberInvalid,
        ResultsColumn.OccupationCode => RefusalCode.OccupationUnknown,
        ResultsColumn.Direction => RefusalCode.DirectionUnknown,
        ResultsColumn.Grade => RefusalCode.GradeUnknown,
        ResultsColumn.TheoryScore or ResultsColumn.AbilityScore => RefusalCode.ScoreOutOfRange,
        ResultsColumn.AssessedOn => RefusalCode.AssessedOnInvalid,
        ResultsColumn.Photo => RefusalCode.PhotoInvalid,
        ResultsColumn.TrainingCertificate => RefusalCode.TrainingCertificateInvalid,
        ResultsColumn.HoursCompleted or ResultsColumn.HoursRequired => RefusalCode.HoursOutOfRange,
        ResultsColumn.FinalTest => RefusalCode.FinalTestUnknown,
        ResultsColumn.Number => RefusalCode.NumberInvalid,
        ResultsColumn.IssuedOn => RefusalCode.IssuedOnInvalid,
        ResultsColumn.StartedOn => RefusalCode.StartedOnInvalid,
    };
}
