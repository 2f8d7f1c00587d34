using System.Globalization;
using Certificates.Core.Catalogue;
using Certificates.Core.Coding;

namespace Certificates.Core.Intake;

/// <summary>培训: the hours of the course were completed and its final test (结业测试) was passed.</summary>
internal sealed class TrainingRule : IKindRule
{
    private const decimal MostHours = 9_999;
    private static readonly string[] Passed = ["是", "合格", "通过", "TRUE", "YES", "PASSED", "1"];
    private static readonly string[] Failed = ["否", "不合格", "未通过", "FALSE", "NO", "FAILED", "0"];

    public KindReading Read(RowReading reading, Occupation? occupation, DateOnly? assessedOn, DateOnly today)
    {
        var (row, faults) = (reading.Sent, reading.Faults);
        var completed = Hours(row, faults, ResultsColumn.HoursCompleted);
        var required = Hours(row, faults, ResultsColumn.HoursRequired);
        if (required == 0)
        {
            faults.Add(RefusalCode.HoursOutOfRange, ResultsColumn.HoursRequired,
                $"{faults.Words(ResultsColumn.HoursRequired)} must be more than 0.",
                $"{faults.Chinese(ResultsColumn.HoursRequired)}应大于 0。");
        }

        var hasPassed = FinalTest(row, faults);
        var startedOn = reading.DayUpTo(ResultsColumn.StartedOn, RefusalCode.StartedOnInvalid, assessedOn);
        return new KindReading
        {
            Course = completed is { } hours ? new Course(hours, startedOn) : null,
            Shortfalls =
            [
                .. completed < required
                    ? [Short(
                        RefusalCode.HoursBelowRequired,
                        ResultsColumn.HoursCompleted,
                        $"Below the {required:0.##} hours required.",
                        $"低于规定的 {required:0.##} 学时。")]
                    : NoShortfall,
                .. hasPassed == false
                    ? [Short(RefusalCode.FinalTestNotPassed, ResultsColumn.FinalTest, "The final test was not passed.")]
                    : NoShortfall,
            ],
        };
    }

    private static Refusal[] NoShortfall => [];

    private static Refusal Short(RefusalCode code, ResultsColumn column, string message, string? chinese = null) =>
        new(code, column.English(), message, chinese);

    /// <summary><c>hours_missing</c>, <c>hours_out_of_range</c>; null with either.</summary>
    private static decimal? Hours(SentRow row, RowFaults faults, ResultsColumn column)
    {
        var text = TypedText.FoldUpper(row[column]);
        if (text.Length == 0)
        {
            faults.Add(RefusalCode.HoursMissing, column,
                $"{faults.Words(column)} is empty: give the class hours as a number.",
                $"缺{faults.Chinese(column)}，请填写学时数。");
            return null;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours)
            || hours is < 0 or > MostHours || hours.Scale > 2)
        {
            faults.Add(RefusalCode.HoursOutOfRange, column,
                $"{faults.Words(column)} must be a number from 0 to {MostHours} with at most 2 decimals.",
                $"{faults.Chinese(column)}应为 0 至 {MostHours} 的数，最多两位小数。");
            return null;
        }

        return hours;
    }

    /// <summary><c>final_test_missing</c>, <c>final_test_unknown</c>; null with either.</summary>
    private static bool? FinalTest(SentRow row, RowFaults faults)
    {
        var text = TypedText.FoldUpper(row[ResultsColumn.FinalTest]);
        if (Passed.Contains(text, StringComparer.Ordinal) || Failed.Contains(text, StringComparer.Ordinal))
        {
            return Passed.Contains(text, StringComparer.Ordinal);
        }

        faults.Add(
            text.Length == 0 ? RefusalCode.FinalTestMissing : RefusalCode.FinalTestUnknown,
            ResultsColumn.FinalTest,
            $"{faults.Words(ResultsColumn.FinalTest)} must say 是 or 否 (true or false).");
        return null;
    }
}
