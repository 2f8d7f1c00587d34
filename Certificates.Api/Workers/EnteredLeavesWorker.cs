using Certificates.Core.Register;

namespace Certificates.Api.Workers;

/// <summary>Once after each start: certificates of before there was a log are entered in it.</summary>
internal sealed partial class EnteredLeavesWorker(EnteredLeaves leaves, TimeProvider clock, ILogger<EnteredLeavesWorker> log)
    : UpgradeWorker(clock)
{
    protected override Task<int> UpgradeAsync(CancellationToken cancellationToken) => leaves.EnterAsync(cancellationToken);

    [LoggerMessage(LogLevel.Information, "{Records} certificates of before there was a log are entered in it.")]
    protected override partial void LogDone(int records);

    [LoggerMessage(LogLevel.Warning, "Certificates could not be entered in the log, and are tried again.")]
    protected override partial void LogOutage(Exception outage);
}
