using Certificates.Core.Register;

namespace Certificates.Core.Verifying;

/// <summary>The verdicts of a holder's own certificates.</summary>
public sealed class OwnVerdicts
{
    private readonly Holders _holders;
    private readonly TimeProvider _clock;

    internal OwnVerdicts(Holders holders, TimeProvider clock) => (_holders, _clock) = (holders, clock);

    /// <summary>
    /// The holder's certificates with their state, newest first; <c>session_ended</c> when the holder must sign in again.
    /// </summary>
    public async Task<Result<IReadOnlyList<Verdict>>> ListAsync(HolderReference holder, CancellationToken cancellationToken)
    {
        var asOf = _clock.GetUtcNow();
        if (!(await _holders.OwnAsync(holder, cancellationToken)).TryGet(out var own, out var refusals))
        {
            return refusals;
        }

        return own.Select(version => Judgement.Of([version], _ => true, asOf)).OfType<Verdict>().ToList();
    }
}
