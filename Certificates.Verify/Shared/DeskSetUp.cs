using Certificates.Core.Verifying;

namespace Certificates.Verify.Shared;

/// <summary>Brings the desk to this build's schema before the first request, and tidies it once an hour.</summary>
internal sealed class DeskSetUp(Desk desk, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Tidying = TimeSpan.FromHours(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await desk.SetUpAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tidying, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await desk.TidyAsync(stoppingToken);
        }
    }
}
