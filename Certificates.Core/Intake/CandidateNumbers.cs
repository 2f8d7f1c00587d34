namespace Certificates.Core.Intake;

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

    /// <summary>A number as it is compared: trimmed, half-width, upper case.</summary>
    internal static string Normalise(ResultsForm form, SentRow row) => form.Key == ResultsColumn.CandidateNumber
        ? HalfWidth.FoldUpper(row[form.Key])
        : HalfWidth.Compact(row[form.Key]);
}
