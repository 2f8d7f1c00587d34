using Certificates.Core.Register;

namespace Certificates.Api.Workers;

/// <summary>Once after each start: certificates of before there was a log are entered in it.</summary>
internal sealed partial class EnteredLeavesWorker(EnteredLeaves leaves, TimeProvider clock, ILogger<EnteredLeavesWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan BeforeAnotherTry = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await leaves.EnterAsync(stoppingToken) is var entered and > 0)
                {
                    LogEntered(entered);
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

    [LoggerMessage(LogLevel.Information, "{Entered} certificates of before there was a log are entered in it.")]
    private partial void LogEntered(int entered);

    [LoggerMessage(LogLevel.Warning, "Certificates could not be entered in the log, and are tried again.")]
    private partial void LogOutage(Exception outage);
}
