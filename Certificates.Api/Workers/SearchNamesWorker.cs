using Certificates.Core.Register.Searching;

namespace Certificates.Api.Workers;

/// <summary>Once after each start: names on record get the form they are searched by, where an earlier version kept none.</summary>
internal sealed partial class SearchNamesWorker(SearchNames names, TimeProvider clock, ILogger<SearchNamesWorker> log) : BackgroundService
{
    private static readonly TimeSpan BeforeAnotherTry = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await names.FillAsync(stoppingToken) is var filled and > 0)
                {
                    LogFilled(filled);
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

    [LoggerMessage(LogLevel.Information, "{Filled} names on record can be searched by their index now.")]
    private partial void LogFilled(int filled);

    [LoggerMessage(LogLevel.Warning, "Names on record could not be prepared for searching, and are tried again.")]
    private partial void LogOutage(Exception outage);
}
