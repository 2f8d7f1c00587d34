namespace Certificates.Core.Log.Witnesses;

/// <summary>How it stands with one witness: when it is asked next, and what is wrong with it.</summary>
internal sealed class AskedWitness(Witness witness)
{
    /// <summary>Until then a witness may be away without a word.</summary>
    public static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(1);

    private DateTimeOffset _next;
    private DateTimeOffset _since;
    private int _failures;
    private WitnessAnswer? _fault;

    /// <summary>Who is asked.</summary>
    public Witness Witness => witness;

    /// <summary>False while it is left alone, for it failed a moment ago. A time far ahead is of a clock that was set back.</summary>
    public bool IsDue(DateTimeOffset now) => now >= _next || _next - now > MostPatience;

    /// <summary>What is wrong, in a sentence; null while nothing is, or for too short a time to be told.</summary>
    public string? FaultAt(DateTimeOffset now) => _fault is { } fault
        && (fault.Outcome == WitnessOutcome.Contradicts || now - _since > LongestAbsence)
        ? $"The witness {witness.Key.Name} {fault.Fault}"
        : null;

    /// <summary>Takes note of an answer; true when it is news that something is wrong.</summary>
    public bool Answered(WitnessAnswer answer, DateTimeOffset now)
    {
        if (answer.Outcome == WitnessOutcome.Cosigned)
        {
            (_fault, _failures, _next) = (null, 0, default);
            return false;
        }

        var isNews = _fault?.Outcome != answer.Outcome;
        _since = _fault is null ? now : _since;
        _fault = answer;
        _next = now + TimeSpan.FromSeconds(Math.Min(MostPatience.TotalSeconds, Math.Pow(2, _failures)));
        _failures = Math.Min(_failures + 1, 6);
        return isNews;
    }
}
