using Certificates.Core.Verifying;

namespace Certificates.Verify.Shared;

/// <summary>
/// Sets the desk up before the first request, whoever hosts the site, tidies it once an hour, and writes every few seconds what it could
/// not be told before.
/// </summary>
internal sealed class DeskUpkeep(Desk desk, TimeProvider clock, ILogger<DeskUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Tidy = TimeSpan.FromHours(1);
    private static readonly TimeSpan WriteBack = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await desk.SetUpAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(EachAsync(Tidy, desk.TidyAsync, stoppingToken), EachAsync(WriteBack, desk.WriteBackAsync, stoppingToken));

    private async Task EachAsync(TimeSpan pause, Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await work(stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or IOException or TimeoutException)
            {
                // What could not be done now is done the next time; answers do not depend on it.
                log.LogDebug(e, "The desk could not be kept up.");
            }
        }
    }
}
