using System.Data.Common;
using System.Globalization;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Core.Directories;
using Certificates.Core.Register.Searching;
using Certificates.Web.Languages;
using Microsoft.Extensions.Localization;

namespace Certificates.Api.Console.Authority;

/// <summary>Reads records into tables of words: calls, refusals, sign-ins, searches for people, changes of the directories.</summary>
internal sealed class RecordTables(ApiKey reader, IServiceProvider services, RecordQuestion question)
{
    private const int PageSize = 100;
    private readonly IStringLocalizer<Words> _words = services.GetRequiredService<IStringLocalizer<Words>>();

    /// <summary>One sort of them; null while the site's database does not answer.</summary>
    public async Task<RecordTable?> ReadAsync(string kind, CancellationToken cancellationToken) => kind switch
    {
        "searches" => await SearchesAsync(cancellationToken),
        "refused" => await RefusedAsync(services.GetRequiredService<RefusedAccess>(), cancellationToken),
        "refused_site" => await OfSiteAsync(cancellationToken),
        "sign_ins" => await SignInsAsync(cancellationToken),
        "directories" => await DirectoriesAsync(cancellationToken),
        _ => await CallsAsync(cancellationToken),
    };

    private async Task<RecordTable> CallsAsync(CancellationToken cancellationToken)
    {
        var people = await PeopleAsync(cancellationToken);
        var page = await services.GetRequiredService<AccessJournal>().ListAsync(
            keyId: null, question.Certificate, question.Batch, question.From, question.To, question.After, PageSize, cancellationToken);
        return RecordTable.Of(
            page, ["records.at", "records.who", "records.call", "inbox.certificate", "find.batch"], call =>
            [
                new(call.At.Words()), new(people(call.KeyId)), new(call.Call),
                RecordCell.To(call.CertificateNumber, ConsolePaths.Certificates), RecordCell.To(call.BatchId, ConsolePaths.Batches),
            ]);
    }

    private async Task<RecordTable> SearchesAsync(CancellationToken cancellationToken)
    {
        var people = await PeopleAsync(cancellationToken);
        var page = await services.GetRequiredService<IdNumberSearches>().ListAsync(
            keyId: null, question.From, question.To, question.After, PageSize, cancellationToken);
        return RecordTable.Of(
            page, ["records.at", "records.who", "records.hash"],
            search => [new(search.At.Words()), new(people(search.KeyId)), new(search.IdNumberHash)]);
    }

    private async Task<RecordTable?> OfSiteAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RefusedAsync(services.GetRequiredKeyedService<RefusedAccess>(RefusedAccess.OfSite), cancellationToken);
        }
        catch (Exception outage) when (outage is DbException or IOException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<RecordTable> RefusedAsync(RefusedAccess refusals, CancellationToken cancellationToken)
    {
        var page = await refusals.ListAsync(question.From, question.To, question.After, PageSize, cancellationToken);
        return RecordTable.Of(
            page, ["records.minute", "me.session.from", "records.reason", "records.count"], refused =>
            [
                new(refused.At.Words()), new(refused.Block == "*" ? _words["records.rest"] : refused.Block),
                new(RefusalCode.TryParse(refused.Reason, out var code) ? new Refusal(code).In(Language.Current) : refused.Reason),
                new(refused.Count.ToString(CultureInfo.InvariantCulture)),
            ]);
    }

    private async Task<RecordTable> SignInsAsync(CancellationToken cancellationToken)
    {
        var page = await services.GetRequiredService<SignIns>().ListAsync(question.After, PageSize, cancellationToken);
        return RecordTable.Of(
            page, ["records.at", "sign_in.login", "me.session.from", "records.outcome"], tried =>
            [
                new(tried.At.Words()), new(tried.Login ?? _words["records.no_account"]), new(tried.Block),
                new(_words[$"records.outcome.{tried.Outcome}"]),
            ]);
    }

    private async Task<RecordTable> DirectoriesAsync(CancellationToken cancellationToken)
    {
        var people = await PeopleAsync(cancellationToken);
        var page = await services.GetRequiredService<DirectoryEvents>().ListAsync(
            target: null, question.After, PageSize, cancellationToken);
        return RecordTable.Of(
            page, ["records.at", "records.who", "records.target", "records.kind", "directories.document"], change =>
            [
                new(change.At.Words()), new(people(change.KeyId)), Target(change.Target), new(_words[$"records.change.{change.Kind}"]),
                new(change.Document),
            ]);
    }

    private RecordCell Target(string target) => target.Split('/') switch
    {
        ["occupation", var number] => new(
            $"{_words["certificate.occupation"]} {number}", $"{DirectoryTabs.Occupations}/{number}"),
        [var list, var code] => new(
            $"{_words[list == "institution" ? "batches.institution" : "rights.title"]} {code}",
            $"{ConsolePaths.Directories}/institutions/{code}"),
        _ => new(target),
    };

    private async Task<Func<long?, string?>> PeopleAsync(CancellationToken cancellationToken)
    {
        var keys = (await services.GetRequiredService<ApiKeys>().ListAsync(reader, cancellationToken)).ToDictionary(key => key.Id);
        return id => id is { } known && keys.TryGetValue(known, out var key) ? $"{key.Owner ?? key.Person} {key.InstitutionCode}" : null;
    }
}

/// <summary>Records as a table.</summary>
/// <param name="Headings">The names of the words of its headings.</param>
/// <param name="Rows">What stands below them.</param>
/// <param name="Next">What older ones are asked for by.</param>
public sealed record RecordTable(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<RecordCell>> Rows, string? Next)
{
    internal static RecordTable Of<T>(Page<T> page, IReadOnlyList<string> headings, Func<T, IReadOnlyList<RecordCell>> row) =>
        new(headings, [.. page.Items.Select(row)], page.Next);
}

/// <summary>What stands at one place of it.</summary>
/// <param name="Text">In words.</param>
/// <param name="Address">The page it leads to.</param>
public sealed record RecordCell(string? Text, string? Address = null)
{
    internal static RecordCell To(string? id, string folder) => new(id, id is null ? null : $"{folder}/{id}");
}
