namespace Certificates.Core.Intake;

/// <summary>The candidate numbers of one file: tells, after all rows were added, which are shared. Holds numbers only, no person.</summary>
public sealed class CandidateNumbers
{
    /// <summary>The longest number, in characters.</summary>
    public const int MaxLength = 32;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);

    /// <summary>Adds a row of the file.</summary>
    public void Add(SentRow row)
    {
        var number = Normalise(row);
        if (number.Length > 0 && !_seen.Add(number))
        {
            _shared.Add(number);
        }
    }

    /// <summary>True when more than one row that was added has this row's number.</summary>
    public bool AreShared(SentRow row) => AreShared(Normalise(row));

    /// <summary>The same of a number as it is compared.</summary>
    internal bool AreShared(string number) => _shared.Contains(number);

    /// <summary>A number as it is compared: trimmed, half-width, upper case.</summary>
    internal static string Normalise(SentRow row) => HalfWidth.FoldUpper(row[ResultsColumn.CandidateNumber]);
}
