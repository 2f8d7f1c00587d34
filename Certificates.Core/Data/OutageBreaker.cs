using Polly;
using Polly.CircuitBreaker;

namespace Certificates.Core.Data;

/// <summary>
/// Pauses work that fails again and again, and lets one try through from time to time; when that goes well, all goes on. Nobody
/// has to restart anything.
/// </summary>
internal sealed class OutageBreaker
{
    // Looking for work and finding none counts as going well, several times a second: few failures among them are an outage.
    private const double FailedShare = 0.1;
    private static readonly TimeSpan Sampled = TimeSpan.FromSeconds(5);
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline _pipeline;

    /// <param name="shortest">The first pause; later ones double.</param>
    /// <param name="longest">The longest pause.</param>
    /// <param name="changed">Told true when a pause begins and false when it is over.</param>
    /// <param name="clock">Whose time the pauses are in.</param>
    public OutageBreaker(TimeSpan shortest, TimeSpan longest, Action<bool> changed, TimeProvider clock) =>
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            StateProvider = _state,
            FailureRatio = FailedShare,
            MinimumThroughput = 2,
            SamplingDuration = Sampled,
            BreakDurationGenerator = args => ValueTask.FromResult(Pause(shortest, longest, args.HalfOpenAttempts)),
            ShouldHandle = args =>
                ValueTask.FromResult(args.Outcome.Exception
                    is not (null or OperationCanceledException or LeaseLostException or ClockWrongException)),
            OnOpened = _ => Tell(changed, isPaused: true),
            OnClosed = _ => Tell(changed, isPaused: false),
        }).Build();

    /// <summary>True while work is paused.</summary>
    public bool IsPaused => _state.CircuitState is CircuitState.Open or CircuitState.HalfOpen;

    /// <summary>Does the work, unless it is paused; its exceptions come out as they are.</summary>
    /// <returns>Null when it was done; else how long to wait before asking again.</returns>
    public async Task<TimeSpan?> TryAsync(Func<CancellationToken, ValueTask> work, CancellationToken cancellationToken)
    {
        try
        {
            await _pipeline.ExecuteAsync(work, cancellationToken);
            return null;
        }
        catch (BrokenCircuitException paused)
        {
            return paused.RetryAfter is { } left && left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1);
        }
    }

    private static TimeSpan Pause(TimeSpan shortest, TimeSpan longest, int tries) =>
        TimeSpan.FromTicks(Math.Min(longest.Ticks, shortest.Ticks << Math.Min(tries, 10)));

    private static ValueTask Tell(Action<bool> changed, bool isPaused)
    {
        changed(isPaused);
        return ValueTask.CompletedTask;
    }
}
