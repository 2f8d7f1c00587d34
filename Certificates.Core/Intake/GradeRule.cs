using System.Globalization;
using Certificates.Core.Catalogue;
using Certificates.Core.Coding;

namespace Certificates.Core.Intake;

/// <summary>
/// 专业技术等级考核: two scores, each with its pass mark and never averaged; the training certificate it rests on, where one is named.
/// </summary>
internal sealed class GradeRule : IKindRule
{
    public KindReading Read(RowReading reading, Occupation? occupation, DateOnly? assessedOn, DateOnly today)
    {
        var (row, faults) = (reading.Sent, reading.Faults);
        var theory = Score(row, faults, ResultsColumn.TheoryScore);
        var ability = Score(row, faults, ResultsColumn.AbilityScore);
        return new KindReading
        {
            Shortfalls = occupation is null ? [] :
            [
                .. Below(RefusalCode.TheoryBelowPass, ResultsColumn.TheoryScore, theory, occupation.TheoryPass),
                .. Below(RefusalCode.AbilityBelowPass, ResultsColumn.AbilityScore, ability, occupation.AbilityPass),
            ],
            RestsOn = TrainingCertificate(row, faults),
        };
    }

    /// <summary><c>score_missing</c>, <c>score_out_of_range</c>.</summary>
    private static decimal Score(SentRow row, RowFaults faults, ResultsColumn column)
    {
        var text = TypedText.FoldUpper(row[column]).TrimEnd('分', ' ');
        if (text.Length == 0)
        {
            faults.Add(RefusalCode.ScoreMissing, column,
                $"{faults.Words(column)} is empty: give 0 to 100.",
                $"缺{faults.Chinese(column)}，请填写 0 至 100 的分数。");
            return 0;
        }

        var isNumber = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score);
        if (!isNumber || score is < 0 or > 100 || score.Scale > 2)
        {
            faults.Add(RefusalCode.ScoreOutOfRange, column,
                $"{faults.Words(column)} must be a number from 0 to 100 with at most 2 decimals.",
                $"{faults.Chinese(column)}应为 0 至 100 的分数，最多两位小数。");
        }

        return score;
    }

    /// <summary>
    /// <c>training_certificate_invalid</c> for what cannot be one; whether it is the holder's and in force the register tells.
    /// </summary>
    private static TrainingNumber? TrainingCertificate(SentRow row, RowFaults faults)
    {
        var text = row[ResultsColumn.TrainingCertificate];
        if (TypedText.IsNothing(text))
        {
            return null;
        }

        if (TrainingNumber.TryParse(text, out var number))
        {
            return number;
        }

        faults.Add(
            RefusalCode.TrainingCertificateInvalid,
            ResultsColumn.TrainingCertificate,
            $"{faults.Words(ResultsColumn.TrainingCertificate)} is no number of a training certificate: "
                + "compare it with the paper, or leave it empty.",
            $"{faults.Chinese(ResultsColumn.TrainingCertificate)}不是培训合格证书的编号，请与证书核对，或留空。");
        return null;
    }

    private static IEnumerable<Refusal> Below(RefusalCode code, ResultsColumn column, decimal score, decimal pass) =>
        score < pass ? [new Refusal(code, column.English(), $"Below the pass mark of {pass:0.##}.", $"低于合格线 {pass:0.##} 分。")] : [];
}
