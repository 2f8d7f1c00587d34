using System.Globalization;
using Certificates.Api.Access;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Core.Directories;
using Microsoft.Extensions.Localization;

namespace Certificates.Api.Console.Authority;

/// <summary>What is on record of those who use the service: calls, refusals, sign-ins, changes of the directories.</summary>
internal static class RecordsPages
{
    private const int PageSize = 100;

    /// <summary>What can be looked at.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["calls", "refused", "sign_ins", "directories"];

    public static void MapRecordsPages(this IEndpointRouteBuilder console) => console.MapGet("/records", async (
        string? kind, string? after, HttpContext http, CancellationToken cancellationToken) =>
    {
        var wanted = kind is not null && Kinds.Contains(kind, StringComparer.Ordinal) ? kind : Kinds[0];
        var behind = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? after : null;
        var (headings, rows) = await ReadAsync(wanted, behind, http.RequestServices, cancellationToken);
        return Html.Page<RecordsPage>(
            StatusCodes.Status200OK, (nameof(RecordsPage.Kind), wanted), (nameof(RecordsPage.Headings), headings),
            (nameof(RecordsPage.Rows), rows.Items), (nameof(RecordsPage.Next), rows.Next));
    }).RequireAuthorization(Policies.OfConsole(Policies.Oversee));

    private static Task<(IReadOnlyList<string> Headings, Page<IReadOnlyList<string?>> Rows)> ReadAsync(
        string kind, string? after, IServiceProvider services, CancellationToken cancellationToken) =>
        kind switch
        {
            "refused" => RefusedAsync(after, services, cancellationToken),
            "sign_ins" => SignInsAsync(after, services, cancellationToken),
            "directories" => DirectoriesAsync(after, services, cancellationToken),
            _ => CallsAsync(after, services, cancellationToken),
        };

    private static async Task<(IReadOnlyList<string>, Page<IReadOnlyList<string?>>)> CallsAsync(
        string? after, IServiceProvider services, CancellationToken cancellationToken)
    {
        var people = await PeopleAsync(services, cancellationToken);
        var page = await services.GetRequiredService<AccessJournal>().ListAsync(
            keyId: null, certificateNumber: null, batchId: null, from: null, to: null, after, PageSize, cancellationToken);
        return (
            ["records.at", "records.who", "records.call", "inbox.certificate", "request.batch"],
            Of(page, call => [call.At.Words(), people(call.KeyId), call.Call, call.CertificateNumber, call.BatchId]));
    }

    private static async Task<(IReadOnlyList<string>, Page<IReadOnlyList<string?>>)> RefusedAsync(
        string? after, IServiceProvider services, CancellationToken cancellationToken)
    {
        var page = await services.GetRequiredService<RefusedAccess>().ListAsync(from: null, to: null, after, PageSize, cancellationToken);
        return (
            ["records.minute", "me.session.from", "records.reason", "records.count"],
            Of(page, refused => [refused.At.Words(), refused.Block, refused.Reason, Number(refused.Count)]));
    }

    private static async Task<(IReadOnlyList<string>, Page<IReadOnlyList<string?>>)> SignInsAsync(
        string? after, IServiceProvider services, CancellationToken cancellationToken)
    {
        var words = services.GetRequiredService<IStringLocalizer<Words>>();
        var page = await services.GetRequiredService<SignIns>().ListAsync(after, PageSize, cancellationToken);
        return (
            ["records.at", "sign_in.login", "me.session.from", "records.outcome"],
            Of(page, tried =>
                [tried.At.Words(), tried.Login ?? words["records.no_account"], tried.Block, words[$"records.outcome.{tried.Outcome}"]]));
    }

    private static async Task<(IReadOnlyList<string>, Page<IReadOnlyList<string?>>)> DirectoriesAsync(
        string? after, IServiceProvider services, CancellationToken cancellationToken)
    {
        var people = await PeopleAsync(services, cancellationToken);
        var page = await services.GetRequiredService<DirectoryEvents>().ListAsync(target: null, after, PageSize, cancellationToken);
        return (
            ["records.at", "records.who", "records.target", "records.kind", "directories.document"],
            Of(page, change => [change.At.Words(), people(change.KeyId), change.Target, change.Kind, change.Document]));
    }

    private static async Task<Func<long?, string?>> PeopleAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var keys = (await services.GetRequiredService<ApiKeys>().ListAsync(cancellationToken)).ToDictionary(key => key.Id);
        return id => id is { } known && keys.TryGetValue(known, out var key) ? $"{key.Owner ?? key.Person} {key.InstitutionCode}" : null;
    }

    private static Page<IReadOnlyList<string?>> Of<T>(Page<T> page, Func<T, IReadOnlyList<string?>> row) =>
        new([.. page.Items.Select(row)], page.Next);

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
