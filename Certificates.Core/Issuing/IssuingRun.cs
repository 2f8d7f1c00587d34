using Certificates.Core.Batches;
using Certificates.Core.Data;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Issuing;

/// <summary>
/// The issuing pipeline at work: several groups at once, in this process and in any number of others.
/// </summary>
public sealed partial class IssuingRun
{
    private static readonly TimeSpan IdlePoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private readonly IssuingPipeline _pipeline;
    private readonly BatchSignals _signals;
    private readonly IssuingOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<IssuingRun> _log;
    private readonly OutageBreaker _breaker;

    internal IssuingRun(
        IssuingPipeline pipeline,
        BatchSignals signals,
        IssuingOptions options,
        TimeProvider clock,
        ILogger<IssuingRun> log)
    {
        (_pipeline, _signals, _options, _clock, _log) = (pipeline, signals, options, clock, log);
        _breaker = new OutageBreaker(AfterOutage, LongestPause, LogPause, clock);
    }

    /// <summary>Issues what is pending and what comes in, until told to stop, which is a good end and no exception.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, _options.WorkersOrDefault)
            .Select(_ => Task.Run(() => WorkAsync(cancellationToken), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var isIdle = false;
                if (await _breaker.TryAsync(async token => isIdle = !await _pipeline.RunGroupAsync(token), cancellationToken) is { } pause)
                {
                    await Task.Delay(pause, _clock, cancellationToken);
                }
                else if (isIdle)
                {
                    await _signals.Due.WaitAsync(IdlePoll, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (LeaseLostException lost)
            {
                LogLost(lost);
            }
            catch (ClockWrongException wrong)
            {
                Hinder(wrong);
                await Task.Delay(IdlePoll, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception outage)
            {
                // Rows stay as they are and their lease runs out: nothing is lost by trying again.
                LogOutage(outage);
                _signals.Hinder(HindranceWords.Of(outage));
                await Task.Delay(AfterOutage, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Said once for as long as the clock stays wrong, and every second at /health/ready.</summary>
    private void Hinder(ClockWrongException wrong)
    {
        if (_signals.Hindrance is null)
        {
            LogClock(wrong.Message);
        }

        _signals.Hinder(wrong.Message);
    }

    private void LogPause(bool isPaused)
    {
        _signals.IsPaused = isPaused;
        if (isPaused)
        {
            LogPaused();
        }
        else
        {
            LogResumed();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A group could not be issued: its rows wait and are taken up again.")]
    private partial void LogOutage(Exception outage);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Issuing is paused: the register fails again and again. It is tried from time to time.")]
    private partial void LogPaused();

    [LoggerMessage(Level = LogLevel.Error, Message = "Issuing stands still. {Why}")]
    private partial void LogClock(string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Issuing goes on.")]
    private partial void LogResumed();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A group was given up.")]
    private partial void LogLost(LeaseLostException lost);
}
