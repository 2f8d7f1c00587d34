using Certificates.Core.Register.Searching;

namespace Certificates.Api.Workers;

/// <summary>Once after each start: names on record get the form they are searched by, where an earlier version kept none.</summary>
internal sealed partial class SearchNamesWorker(SearchNames names, TimeProvider clock, ILogger<SearchNamesWorker> log)
    : UpgradeWorker(clock)
{
    protected override Task<int> UpgradeAsync(CancellationToken cancellationToken) => names.FillAsync(cancellationToken);

    [LoggerMessage(LogLevel.Information, "{Records} names on record can be searched by their index now.")]
    protected override partial void LogDone(int records);

    [LoggerMessage(LogLevel.Warning, "Names on record could not be prepared for searching, and are tried again.")]
    protected override partial void LogOutage(Exception outage);
}
