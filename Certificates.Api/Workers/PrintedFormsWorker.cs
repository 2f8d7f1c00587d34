using Certificates.Core.Batches;

namespace Certificates.Api.Workers;

/// <summary>Once after each start: printed numbers of certificates that an earlier version entered come back from what was sent.</summary>
internal sealed partial class PrintedFormsWorker(PrintedForms forms, TimeProvider clock, ILogger<PrintedFormsWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan BeforeAnotherTry = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await forms.RestoreAsync(stoppingToken) is var restored and > 0)
                {
                    LogRestored(restored);
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

    [LoggerMessage(LogLevel.Information, "{Restored} certificates issued before this system have their printed number again.")]
    private partial void LogRestored(int restored);

    [LoggerMessage(LogLevel.Warning, "Printed numbers could not be given back, and are tried again.")]
    private partial void LogOutage(Exception outage);
}
