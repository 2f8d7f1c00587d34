namespace Certificates.Core.Verifying.Bulk;

/// <summary>
/// Stops a list that guesses: ID numbers follow a scheme, and whoever tries them with common names would find some. Honest lists
/// of names with ID numbers seldom miss.
/// </summary>
internal sealed class MissGuard
{
    private const int Unjudged = 50;
    private const int MissesPerHundred = 20;
    private int _asked;
    private int _missed;

    /// <summary>True once more than 20 % of more than 50 rows by name and ID number missed, and from then on.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Counts a row.</summary>
    public void Count(Question question, IReadOnlyList<Verdict> verdicts)
    {
        if (question.HasNumber || verdicts[0].Kind == VerdictKind.Unavailable)
        {
            return;
        }

        _asked++;
        _missed += verdicts[0].Kind == VerdictKind.NotFound ? 1 : 0;
        if (!IsStopped && _asked > Unjudged && _missed * 100 > _asked * MissesPerHundred)
        {
            IsStopped = true;
            Telemetry.LimitHit(LimitKind.ListMisses);
        }
    }
}
