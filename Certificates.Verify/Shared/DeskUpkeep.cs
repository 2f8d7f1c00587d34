using Certificates.Core.Verifying;

namespace Certificates.Verify.Shared;

/// <summary>Sets the desk up before the first request, whoever hosts the site, and tidies it once an hour.</summary>
internal sealed class DeskUpkeep(Desk desk, TimeProvider clock, ILogger<DeskUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await desk.SetUpAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await desk.TidyAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException e)
            {
                // What could not be forgotten now is forgotten an hour later; answers do not depend on it.
                log.LogWarning(e, "The desk could not be tidied.");
            }
        }
    }
}
