using Certificates.Core.Batches;

namespace Certificates.Api.Workers;

/// <summary>Counts the waiting rows every few seconds.</summary>
internal sealed class QueueWatch(WaitingRows rows, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await rows.MeasureAsync(stoppingToken);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The register cannot be asked: readiness and the issuing run say so, and the gauge falls silent.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
