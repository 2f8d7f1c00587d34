using Certificates.Core.Catalogue;
using Certificates.Core.Style;

namespace Certificates.Core.Intake;

/// <summary>
/// Judges the rows of one institution's file, each alone and by the same lists: the outcome of a row depends on nothing but the
/// row, the catalogue, the photos and the day it arrived.
/// </summary>
/// <param name="catalogue">The lists.</param>
/// <param name="kind">The kind of certificate the file is for.</param>
/// <param name="institutionCode">Who sent it.</param>
/// <param name="arrivedOn">The day it arrived, China Standard Time.</param>
/// <param name="glyphs">What can be drawn.</param>
/// <param name="photos">The photos sent beside it; null when none were.</param>
public sealed class RowJudge(
    CatalogueSnapshot catalogue, CertificateKind kind, string institutionCode, DateOnly arrivedOn, IGlyphCoverage glyphs, PhotoArchive? photos)
{
    /// <summary>Judges one row with all its faults; shared candidate numbers are told by <see cref="CandidateNumbers"/>.</summary>
    public JudgedRow Judge(SentRow row)
    {
        if (row.Flaw.HasFlag(SentRowFlaw.Malformed))
        {
            // What stands where is unsure, so nothing else can be said of it.
            var malformed = new Refusal("row_malformed", null, "The row has more fields than there are headers: quote a field that has a comma.");
            return new JudgedRow(row, RowOutcome.Rejected, [malformed], null);
        }

        var faults = new RowFaults();
        if (Read(new RowReading(row, faults), faults) is not { } result)
        {
            return new JudgedRow(row, RowOutcome.Rejected, faults.InColumnOrder(), null);
        }

        CheckPassMarks(result, faults);
        return faults.IsEmpty
            ? new JudgedRow(row, RowOutcome.Pending, [], result)
            : new JudgedRow(row, RowOutcome.NotPassed, faults.InColumnOrder(), null);
    }

    /// <summary>Reads every column, also after a fault, so that all are listed; null when there is one.</summary>
    private AssessmentResult? Read(RowReading row, RowFaults faults)
    {
        row.CheckCandidateNumber();
        var (name, document) = (row.Name(glyphs), row.Document());
        var (assessedOn, grade) = (row.AssessedOn(arrivedOn), row.Grade());
        var occupation = row.Occupation(catalogue, assessedOn ?? arrivedOn);
        var direction = row.Direction(occupation, grade);
        var (theory, ability) = (row.Score(ResultsColumn.TheoryScore), row.Score(ResultsColumn.AbilityScore));
        var photo = row.Photo(photos);
        if (occupation is not null && grade is not null && assessedOn is not null)
        {
            faults.Add(catalogue.RefuseRight(institutionCode, kind, occupation, grade.Value, assessedOn.Value, arrivedOn));
        }

        // Whatever could not be read has left a fault.
        return !faults.IsEmpty ? null : new AssessmentResult
        {
            Holder = new Holder(name!, document!),
            Occupation = occupation!,
            Direction = direction,
            Grade = grade!.Value,
            TheoryScore = theory,
            AbilityScore = ability,
            AssessedOn = assessedOn!.Value,
            Photo = photo,
        };
    }

    private static void CheckPassMarks(AssessmentResult result, RowFaults faults)
    {
        if (result.TheoryScore < result.Occupation.TheoryPass)
        {
            faults.Add("theory_below_pass", ResultsColumn.TheoryScore, $"Below the pass mark of {result.Occupation.TheoryPass:0.##}.");
        }

        if (result.AbilityScore < result.Occupation.AbilityPass)
        {
            faults.Add("ability_below_pass", ResultsColumn.AbilityScore, $"Below the pass mark of {result.Occupation.AbilityPass:0.##}.");
        }
    }
}
