namespace Certificates.Api.Workers;

/// <summary>
/// Once after each start: what an earlier release kept otherwise, or not at all, is brought up to what this one keeps; an outage is tried
/// again.
/// </summary>
internal abstract class UpgradeWorker(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan BeforeAnotherTry = TimeSpan.FromMinutes(1);

    /// <summary>Does what is left to do, if anything is; how many records it was.</summary>
    protected abstract Task<int> UpgradeAsync(CancellationToken cancellationToken);

    /// <summary>Says in the log how many records were brought up.</summary>
    protected abstract void LogDone(int records);

    /// <summary>Says in the log that it could not be done.</summary>
    protected abstract void LogOutage(Exception outage);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await UpgradeAsync(stoppingToken) is var records and > 0)
                {
                    LogDone(records);
                }

                return;
            }
            catch (Exception outage) when (outage is not OperationCanceledException)
            {
                LogOutage(outage);
            }

            await Task.Delay(BeforeAnotherTry, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
