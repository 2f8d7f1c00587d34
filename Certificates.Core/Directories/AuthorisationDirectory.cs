using System.Text.Json.Serialization;
using Certificates.Core.Access;
using Certificates.Core.Catalogue;
using Certificates.Core.Data;

namespace Certificates.Core.Directories;

/// <summary>
/// The rights of institutions. A right that is changed is withdrawn and written anew, so that its history stays; to end one on a day,
/// its <c>validTo</c> is set: withdrawn is what should not have been granted.
/// </summary>
public sealed class AuthorisationDirectory
{
    private const int LongestList = 1000;
    private static readonly Refusal ItemsInvalid = new(
        RefusalCode.ItemsInvalid, "items",
            $"items lists all rights of the institution, at most {LongestList}; an empty list withdraws them all.",
            $"items 应列出该机构的全部资格，最多 {LongestList} 项；空列表表示全部撤回。");

    private readonly AuthorisationStore _store;
    private readonly InstitutionStore _institutions;
    private readonly CatalogueReader _occupations;
    private readonly DirectoryEventStore _events;
    private readonly TimeProvider _clock;

    internal AuthorisationDirectory(
        AuthorisationStore store, InstitutionStore institutions, CatalogueReader occupations, DirectoryEventStore events,
            TimeProvider clock) =>
        (_store, _institutions, _occupations, _events, _clock) = (store, institutions, occupations, events, clock);

    /// <summary>The rights that hold, with the history; or those that covered a day. Null when there is no such institution.</summary>
    public async Task<AuthorisationList?> FindAsync(string code, DateOnly? on, CancellationToken cancellationToken)
    {
        if (await _institutions.VersionsAsync(code, cancellationToken) is not [var institution, ..])
        {
            return null;
        }

        var rights = (await _store.ListAsync(institution.Id, cancellationToken)).ToLookup(right => right.WithdrawnAt is null);
        return on is { } day
            ? new AuthorisationList([.. rights[true].Where(right => right.Covers(day))], null)
            : new AuthorisationList([.. rights[true]], [.. rights[false]]);
    }

    /// <summary>
    /// Makes a list the rights that hold; null when there is no such institution. A list that stands already changes nothing.
    /// </summary>
    public async Task<Result<AuthorisationList>?> PutAsync(
        string code, SentAuthorisations sent, ApiKey actor, CancellationToken cancellationToken)
    {
        if (await ReadAsync(code, sent, cancellationToken) is not { } read)
        {
            return null;
        }

        if (!read.TryGet(out var wanted, out var refusals))
        {
            return refusals;
        }

        var by = new Writer(actor, _clock.GetUtcNow(), sent.Document?.Trim());
        var faults = await _events.ChangeAsync(write => PutAsync(write, wanted, by, cancellationToken), cancellationToken);
        return faults is not null ? faults : (await FindAsync(code, null, cancellationToken))!;
    }

    /// <summary>Says what <c>PutAsync</c> would refuse, and writes nothing.</summary>
    internal async Task<Result<AuthorisationList>?> TryAsync(
        string code, SentAuthorisations sent, CancellationToken cancellationToken)
    {
        if (await ReadAsync(code, sent, cancellationToken) is not { } read)
        {
            return null;
        }

        if (!read.TryGet(out var wanted, out var refusals))
        {
            return refusals;
        }

        var standing = await _store.ListAsync(wanted.Institution.Id, cancellationToken);
        return wanted.JudgedBy(standing, _clock.GetUtcNow()).TryGet(out _, out refusals)
            ? (await FindAsync(code, null, cancellationToken))!
            : refusals;
    }

    private async Task<Result<Wanted>?> ReadAsync(string code, SentAuthorisations sent, CancellationToken cancellationToken)
    {
        if (await _institutions.VersionsAsync(code, cancellationToken) is not [var institution, ..])
        {
            return null;
        }

        var numbers = (await _occupations.OccupationsAsync(cancellationToken)).Select(o => o.Number).ToHashSet(StringComparer.Ordinal);
        return sent.Items is { Count: <= LongestList } items && items.All(item => item is not null)
            ? new Wanted(institution, items, numbers)
            : ItemsInvalid;
    }

    private async Task<Refusals?> PutAsync(WriteTransaction write, Wanted wanted, Writer by, CancellationToken cancellationToken)
    {
        var institution = wanted.Institution;
        var standing = await AuthorisationStore.ListAsync(write, institution.Id, cancellationToken);
        if (!wanted.JudgedBy(standing, by.At).TryGet(out var change, out var faults))
        {
            return faults;
        }

        if (!change.IsNone)
        {
            var first = change.Added.Count == 0
                ? 0
                : await _events.TakeIdsAsync(write, "Authorisation", change.Added.Count, cancellationToken);
            var added = change.Added.Select((right, i) => right with { Id = first + i }).ToList();
            await _store.ChangeAsync(write, change.Withdrawn, added, by.At, cancellationToken);
            await DirectoryChange.RecordAsync(
                write,
                $"authorisations/{institution.Code}",
                "authorisations_changed",
                by,
                new { change.Withdrawn, Added = added },
                cancellationToken);
        }

        return null;
    }

    /// <summary>The rights an institution shall have, and the occupations there are.</summary>
    private sealed record Wanted(Institution Institution, IReadOnlyList<SentAuthorisation> Items, HashSet<string> OccupationNumbers)
    {
        public Result<AuthorisationJudge.Change> JudgedBy(IReadOnlyList<Authorisation> standing, DateTimeOffset at) =>
            AuthorisationJudge.Judge(Institution.Id, Items, standing, OccupationNumbers, at);
    }
}

/// <summary>The rights of an institution.</summary>
/// <param name="Items">Those that hold; where a day was asked for, those that covered it.</param>
/// <param name="History">Those withdrawn or written anew; null where a day was asked for.</param>
public sealed record AuthorisationList(
    IReadOnlyList<Authorisation> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<Authorisation>? History);
