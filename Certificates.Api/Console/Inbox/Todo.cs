using System.Data.Common;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Core.Batches;
using Certificates.Core.Lifecycle;
using Certificates.Core.Register;
using Certificates.Core.Reports;

namespace Certificates.Api.Console.Inbox;

/// <summary>What waits for one person: batches, changes, holders' reports, people; of each at most a hundred.</summary>
public sealed record Todo
{
    private const int Most = 100;

    /// <summary>Batches that this person decides.</summary>
    public IReadOnlyList<BatchSummary> Batches { get; private init; } = [];

    /// <summary>Changes that this person may decide.</summary>
    public IReadOnlyList<ChangeRequest> Requests { get; private init; } = [];

    /// <summary>Reports without an answer.</summary>
    public IReadOnlyList<MistakeReport> Reports { get; private init; } = [];

    /// <summary>Accounts that this person may confirm.</summary>
    public IReadOnlyList<AccountChange> People { get; private init; } = [];

    /// <summary>True while the site's desk, where reports stand, does not answer.</summary>
    public bool IsDeskAway { get; private init; }

    /// <summary>All of it.</summary>
    public int Count => Batches.Count + Requests.Count + Reports.Count + People.Count;

    /// <summary>Reads what waits.</summary>
    internal static async Task<Todo> OfAsync(IServiceProvider services, ApiKey reader, CancellationToken cancellationToken)
    {
        var (reports, isAway) = await ReportsAsync(services, reader, cancellationToken);
        return new Todo
        {
            Batches = await BatchesAsync(services, reader, cancellationToken),
            Requests = reader.Role is ApiKeyRole.Approver or ApiKeyRole.Authority
                ? await RequestsAsync(services, reader, cancellationToken)
                : [],
            Reports = reports,
            IsDeskAway = isAway,
            People = reader.Role is ApiKeyRole.Approver or ApiKeyRole.Authority
                ? [.. (await services.GetRequiredService<Accounts>().OpenChangesAsync(reader, cancellationToken))
                    .Where(change => change.AskedBy != reader.Id)]
                : [],
        };
    }

    private static async Task<IReadOnlyList<BatchSummary>> BatchesAsync(
        IServiceProvider services, ApiKey reader, CancellationToken cancellationToken)
    {
        var origin = reader.Role switch
        {
            ApiKeyRole.Approver => CertificateOrigin.Issued,
            ApiKeyRole.Authority => CertificateOrigin.Imported,
            _ => default(CertificateOrigin?),
        };
        if (origin is null)
        {
            return [];
        }

        var waiting = await services.GetRequiredService<InstitutionBatches>()
            .ListAsync(reader, BatchStatus.AwaitingApproval, after: null, Most, cancellationToken);
        return [.. waiting.Items.Where(batch => batch.Origin == origin)];
    }

    private static async Task<IReadOnlyList<ChangeRequest>> RequestsAsync(
        IServiceProvider services, ApiKey reader, CancellationToken cancellationToken)
    {
        var open = await services.GetRequiredService<ChangeRequests>()
            .ListAsync(reader, isDecided: false, after: null, Most, cancellationToken);
        return
        [
            .. open.Items.Where(request => request.RequestedBy != reader.Id
                && (reader.Role == ApiKeyRole.Authority) == (request.DecidedByRole == ApiKeyRole.Authority.Code())),
        ];
    }

    private static async Task<(IReadOnlyList<MistakeReport> Reports, bool IsAway)> ReportsAsync(
        IServiceProvider services, ApiKey reader, CancellationToken cancellationToken)
    {
        if (!reader.Role.IsOfInstitution())
        {
            return ([], false);
        }

        try
        {
            var open = await services.GetRequiredService<ReportedMistakes>()
                .ListAsync(reader, isAnswered: false, after: null, Most, cancellationToken);
            return (open.Items, false);
        }
        catch (Exception outage) when (outage is DbException or IOException or TimeoutException)
        {
            return ([], true);
        }
    }
}
