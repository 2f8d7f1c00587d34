using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Register.Making;

namespace Certificates.Core.Intake;

/// <summary>A certificate issued before this system: the number it has and the day it was issued, not before the assessment.</summary>
internal sealed class EarlierRule : IKindRule
{
    public KindReading Read(RowReading row, Occupation? occupation, DateOnly? assessedOn, DateOnly today)
    {
        var number = Number(row.Sent, row.Faults);
        var issuedOn = row.Day(
            ResultsColumn.IssuedOn,
            new DayCodes(RefusalCode.IssuedOnMissing, RefusalCode.IssuedOnInvalid, RefusalCode.IssuedOnInFuture),
            today);
        if (issuedOn < assessedOn)
        {
            row.Faults.Add(RefusalCode.IssuedOnInvalid, ResultsColumn.IssuedOn,
                $"{row.Faults.Words(ResultsColumn.IssuedOn)} lies before the day of the assessment.",
                $"{row.Faults.Chinese(ResultsColumn.IssuedOn)}早于考核日期，请核对。");
        }

        return new KindReading { Earlier = number is null || issuedOn is null ? null : new EarlierIssue(number, issuedOn.Value) };
    }

    /// <summary><c>number_missing</c>, <c>number_invalid</c>.</summary>
    private static PrintedNumber? Number(SentRow row, RowFaults faults)
    {
        var sent = row[ResultsColumn.Number];
        var words = faults.Words(ResultsColumn.Number);
        if (TypedText.IsNothing(sent))
        {
            faults.Add(RefusalCode.NumberMissing, ResultsColumn.Number,
                $"{words} is empty: give the number that stands on the certificate.");
            return null;
        }

        if (!PrintedNumber.TryParse(sent, out var number, out var refusal))
        {
            faults.Add(RefusalCode.NumberInvalid, ResultsColumn.Number,
                $"{words} cannot be that of an earlier certificate. {refusal.Message}",
                $"{faults.Chinese(ResultsColumn.Number)}有误：{refusal.Chinese}");
        }

        return number;
    }
}
