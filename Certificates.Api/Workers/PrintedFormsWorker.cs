using Certificates.Core.Batches;

namespace Certificates.Api.Workers;

/// <summary>Once after each start: printed numbers of certificates that an earlier version entered come back from what was sent.</summary>
internal sealed partial class PrintedFormsWorker(PrintedForms forms, TimeProvider clock, ILogger<PrintedFormsWorker> log)
    : UpgradeWorker(clock)
{
    protected override Task<int> UpgradeAsync(CancellationToken cancellationToken) => forms.RestoreAsync(cancellationToken);

    [LoggerMessage(LogLevel.Information, "{Records} certificates issued before this system have their printed number again.")]
    protected override partial void LogDone(int records);

    [LoggerMessage(LogLevel.Warning, "Printed numbers could not be given back, and are tried again.")]
    protected override partial void LogOutage(Exception outage);
}
