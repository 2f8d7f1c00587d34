using System.Data.Common;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.Authority;
using Certificates.Core.Access.People;
using Certificates.Core.Batches;
using Certificates.Core.Lifecycle;
using Certificates.Core.Register;
using Certificates.Core.Reports;

namespace Certificates.Api.Console.Inbox;

/// <summary>What waits for one person: batches, changes, holders' reports, people; of the long lists a part, and how to go on.</summary>
public sealed record Todo
{
    /// <summary>The lists that may be long, by the name that an address asks for one of them alone with.</summary>
    public const string OfBatches = "batches", OfRequests = "requests", OfReports = "reports";

    private const int Some = 100;

    /// <summary>Batches that this person decides.</summary>
    public Page<BatchSummary> Batches { get; private init; } = new([], null);

    /// <summary>Changes that this person may decide.</summary>
    public Page<ChangeRequest> Requests { get; private init; } = new([], null);

    /// <summary>Reports without an answer.</summary>
    public Page<MistakeReport> Reports { get; private init; } = new([], null);

    /// <summary>Accounts that this person may confirm.</summary>
    public IReadOnlyList<AccountChange> People { get; private init; } = [];

    /// <summary>Keys and rights that another person asked for.</summary>
    public IReadOnlyList<Proposal> Proposals { get; private init; } = [];

    /// <summary>What this person asked for and another refused of late; nothing of it waits.</summary>
    public IReadOnlyList<RefusedAsking> Refused { get; private init; } = [];

    /// <summary>True while the site's desk, where reports stand, does not answer.</summary>
    public bool IsDeskAway { get; private init; }

    /// <summary>All of it, as far as it was read.</summary>
    public int Count => Batches.Items.Count + Requests.Items.Count + Reports.Items.Count + People.Count + Proposals.Count;

    /// <summary>True when there is more than was read.</summary>
    public bool HasMore => (Batches.Next ?? Requests.Next ?? Reports.Next) is not null;

    /// <summary>Reads what waits, the first of each list.</summary>
    internal static async Task<Todo> OfAsync(IServiceProvider services, ApiKey reader, CancellationToken cancellationToken)
    {
        var (reports, isAway) = await ReportsAsync(services, reader, after: null, cancellationToken);
        var decides = reader.Role is ApiKeyRole.Approver or ApiKeyRole.Authority;
        return new Todo
        {
            Batches = await BatchesAsync(services, reader, after: null, cancellationToken),
            Requests = await RequestsAsync(services, reader, after: null, cancellationToken),
            Reports = reports,
            IsDeskAway = isAway,
            People = decides
                ? [.. (await services.GetRequiredService<AccountChanges>().OpenAsync(reader, cancellationToken))
                    .Where(change => change.AskedBy != reader.Id)]
                : [],
            Proposals = decides
                ? [.. (await services.GetRequiredService<Proposals>().OpenAsync(reader, cancellationToken))
                    .Where(proposal => proposal.AskedBy != reader.Id)]
                : [],
            Refused = await RefusedAsking.OfAsync(services, reader, cancellationToken),
        };
    }

    /// <summary>Reads on in one of the long lists; all of them again where there is no such list.</summary>
    internal static async Task<Todo> OfAsync(
        IServiceProvider services, ApiKey reader, string? list, string? after, CancellationToken cancellationToken)
    {
        switch (list)
        {
            case OfBatches:
                return new Todo { Batches = await BatchesAsync(services, reader, after, cancellationToken) };
            case OfRequests:
                return new Todo { Requests = await RequestsAsync(services, reader, after, cancellationToken) };
            case OfReports:
                var (reports, isAway) = await ReportsAsync(services, reader, after, cancellationToken);
                return new Todo { Reports = reports, IsDeskAway = isAway };
            default:
                return await OfAsync(services, reader, cancellationToken);
        }
    }

    private static async Task<Page<BatchSummary>> BatchesAsync(
        IServiceProvider services, ApiKey reader, string? after, CancellationToken cancellationToken)
    {
        var origin = reader.Role switch
        {
            ApiKeyRole.Approver => CertificateOrigin.Issued,
            ApiKeyRole.Authority => CertificateOrigin.Imported,
            _ => default(CertificateOrigin?),
        };
        var batches = services.GetRequiredService<InstitutionBatches>();
        return origin is null ? new([], null) : await GatherAsync(
            from => batches.ListAsync(reader, BatchStatus.AwaitingApproval, from, Some, cancellationToken),
            batch => batch.Origin == origin, Guid.TryParse(after, out _) ? after : null);
    }

    private static async Task<Page<ChangeRequest>> RequestsAsync(
        IServiceProvider services, ApiKey reader, string? after, CancellationToken cancellationToken)
    {
        var requests = services.GetRequiredService<ChangeRequests>();
        return reader.Role is not (ApiKeyRole.Approver or ApiKeyRole.Authority) ? new([], null) : await GatherAsync(
            from => requests.ListAsync(reader, isDecided: false, from, Some, cancellationToken),
            request => request.RequestedBy != reader.Id && request.AgreedBy != reader.Id
                && (reader.Role == ApiKeyRole.Authority) == (request.DecidedByRole == ApiKeyRole.Authority.Code()),
            after);
    }

    /// <summary>Reads on until there are enough of those that wait for this person, for others' may stand between them.</summary>
    private static async Task<Page<T>> GatherAsync<T>(Func<string?, Task<Page<T>>> read, Func<T, bool> isMine, string? after)
    {
        List<T> found = [];
        do
        {
            var page = await read(after);
            found.AddRange(page.Items.Where(isMine));
            after = page.Next;
        }
        while (after is not null && found.Count < Some);
        return new Page<T>(found, after);
    }

    private static async Task<(Page<MistakeReport> Reports, bool IsAway)> ReportsAsync(
        IServiceProvider services, ApiKey reader, string? after, CancellationToken cancellationToken)
    {
        if (!reader.Role.IsOfInstitution())
        {
            return (new([], null), false);
        }

        try
        {
            return (await services.GetRequiredService<ReportedMistakes>()
                .ListAsync(reader, isAnswered: false, after, Some, cancellationToken), false);
        }
        catch (Exception outage) when (outage is DbException or IOException or TimeoutException)
        {
            return (new([], null), true);
        }
    }
}
