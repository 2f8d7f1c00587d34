using Certificates.Core.Oversight;

namespace Certificates.Api.Workers;

/// <summary>Does the nightly self-check when its hour has come; an outage is tried again at the next look.</summary>
internal sealed partial class SelfCheckWorker(SelfCheck check, TimeProvider clock, ILogger<SelfCheckWorker> log) : BackgroundService
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(FirstLook, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await check.RunIfDueAsync(stoppingToken);
            }
            catch (Exception outage) when (outage is not OperationCanceledException)
            {
                LogOutage(outage);
            }

            await Task.Delay(BetweenLooks, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Error, "The self-check could not be done, and is tried again.")]
    private partial void LogOutage(Exception outage);
}
