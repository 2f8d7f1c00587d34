using Certificates.Core.Catalogue;
using Certificates.Core.Coding;
using Certificates.Core.Style;

namespace Certificates.Core.Intake;

/// <summary>
/// Judges the rows of one institution's file, each alone and by the same lists: the outcome of a row depends on nothing but the
/// row, the catalogue, the photos and the day it arrived.
/// </summary>
/// <param name="form">The form of the file; says which kind of certificate it is for.</param>
/// <param name="catalogue">The lists.</param>
/// <param name="institutionCode">Who sent it.</param>
/// <param name="arrivedOn">The day it arrived, China Standard Time.</param>
/// <param name="glyphs">What can be drawn.</param>
/// <param name="photos">The photos sent beside it; null when none were.</param>
public sealed class RowJudge(
    ResultsForm form, CatalogueSnapshot catalogue, string institutionCode, DateOnly arrivedOn, IGlyphCoverage glyphs, PhotoArchive? photos)
{
    /// <summary>Judges one row with all its faults; shared candidate numbers are told by <see cref="CandidateNumbers"/>.</summary>
    public JudgedRow Judge(SentRow row)
    {
        if (row.Flaw.HasFlag(SentRowFlaw.Malformed))
        {
            // What stands where is unsure, so nothing else can be said of it.
            var malformed = new Refusal(RefusalCode.RowMalformed);
            return new JudgedRow(row, RowOutcome.Rejected, [malformed], null);
        }

        var faults = new RowFaults(form, row.Spoilt);
        var (result, shortfalls, photo) = Read(row, faults);
        var judged = result is null ? new JudgedRow(row, RowOutcome.Rejected, faults.InColumnOrder(), null)
            : shortfalls.Count == 0 ? new JudgedRow(row, RowOutcome.Pending, [], result)
            : new JudgedRow(row, RowOutcome.NotPassed, shortfalls, result);
        return judged with { PhotoFile = photo.File, IsWithoutPhoto = ReferenceEquals(photo, RowPhoto.None) };
    }

    /// <summary>Reads every column, also after a fault, so that all are listed; no result when there is one.</summary>
    private (AssessmentResult? Result, IReadOnlyList<Refusal> Shortfalls, RowPhoto Photo) Read(SentRow sent, RowFaults faults)
    {
        var row = new RowReading(sent, faults);
        if (form.Key == ResultsColumn.CandidateNumber)
        {
            row.CheckCandidateNumber();
        }

        var (name, document) = (row.Name(glyphs), row.Document());
        var (assessedOn, grade) = (row.AssessedOn(arrivedOn), row.Grade());
        var occupation = row.Occupation(catalogue, assessedOn ?? arrivedOn);
        var direction = row.Direction(occupation, grade);
        var own = form.Rule.Read(row, occupation, assessedOn, arrivedOn);
        var photo = form.Columns.Contains(ResultsColumn.Photo) ? row.Photo(photos) : RowPhoto.None;
        if (occupation is not null && grade is not null && assessedOn is not null)
        {
            // A certificate that exists arrived in time with whoever issued it: the right of the day of its assessment is all there is to
            // ask.
            var asOf = form.IsOfEarlier ? assessedOn.Value : arrivedOn;
            faults.Add(catalogue.RefuseRight(institutionCode, form.Kind, occupation, grade.Value, assessedOn.Value, asOf));
        }

        // Whatever could not be read has left a fault.
        var result = !faults.IsEmpty ? null : new AssessmentResult
        {
            Holder = new Holder(name!, document!),
            Occupation = occupation!,
            Direction = direction,
            Grade = grade!.Value,
            AssessedOn = assessedOn!.Value,
            Photo = photo.Photo,
            Course = own.Course,
            RestsOn = own.RestsOn,
            Earlier = own.Earlier,
        };
        return (result, own.Shortfalls, photo);
    }
}

/// <summary>The faults of one row, in the words of its form. Of a cell that no value can be read from nothing else is said.</summary>
internal sealed class RowFaults(ResultsForm form, IReadOnlyList<SpoiltCell> spoilt)
{
    private readonly List<Refusal> _all = [.. spoilt.Select(cell => cell.Refusal(form))];

    /// <summary>True while none was found.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>In the order of the columns they stand in; what concerns the whole row comes last.</summary>
    public IReadOnlyList<Refusal> InColumnOrder() => [.. _all.OrderBy(fault => PlaceOf(fault.Field))];

    /// <summary>A column in both languages, as messages name it.</summary>
    public string Words(ResultsColumn column) => form.Bilingual(column);

    /// <summary>A column in Chinese, as Chinese messages name it.</summary>
    public string Chinese(ResultsColumn column) => form.Chinese(column);

    /// <summary>Notes a fault of a column; without particulars in Chinese the code's own sentence says it.</summary>
    public void Add(RefusalCode code, ResultsColumn column, string message, string? chinese = null) =>
        Add(new Refusal(code, column.English(), message, chinese));

    /// <summary>Notes a fault, its field named as the form names it; null is none.</summary>
    public void Add(Refusal? fault)
    {
        if (fault is null)
        {
            return;
        }

        var column = form.Find(fault.Field ?? "");
        if (column is null || spoilt.All(cell => cell.Column != column))
        {
            _all.Add(column is null ? fault : fault with { Field = form.English(column.Value) });
        }
    }

    private int PlaceOf(string? field)
    {
        var column = form.Find(field ?? "");
        return form.Columns.TakeWhile(each => each != column).Count();
    }
}

/// <summary>
/// What tells the rows of one file apart, most often the candidate number: tells, after all rows were added, which is shared. Holds
/// numbers only, no person.
/// </summary>
public sealed class CandidateNumbers(ResultsForm form)
{
    /// <summary>The longest number, in characters.</summary>
    public const int MaxLength = 32;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);

    /// <summary>Adds a row of the file.</summary>
    public void Add(SentRow row)
    {
        var number = Normalise(form, row);
        if (number.Length > 0 && !_seen.Add(number))
        {
            _shared.Add(number);
        }
    }

    /// <summary>True when more than one row that was added has this row's number.</summary>
    public bool AreShared(SentRow row) => AreShared(Normalise(form, row));

    /// <summary>The same of a number as it is compared.</summary>
    internal bool AreShared(string number) => _shared.Contains(number);

    /// <summary>
    /// A number as it is compared: trimmed, half-width, upper case. Of a number that lost its last digits nothing is left to compare.
    /// </summary>
    internal static string Normalise(ResultsForm form, SentRow row) =>
        row.Spoilt.Any(cell => cell.Column == form.Key) ? ""
        : form.Key == ResultsColumn.CandidateNumber
        ? TypedText.FoldUpper(row[form.Key])
        : TypedText.Compact(row[form.Key]);
}
