using Certificates.Core.Access;
using Certificates.Core.Catalogue;
using Certificates.Core.Data;

namespace Certificates.Core.Directories;

/// <summary>The institutions: effective-dated, every version kept.</summary>
public sealed class InstitutionDirectory
{
    private static readonly Refusal CodeInvalid = new(RefusalCode.InstitutionCodeInvalid, "code");
    private readonly InstitutionStore _store;
    private readonly DirectoryEventStore _events;
    private readonly TimeProvider _clock;

    internal InstitutionDirectory(InstitutionStore store, DirectoryEventStore events, TimeProvider clock) =>
        (_store, _events, _clock) = (store, events, clock);

    /// <summary>An institution as it stands today, with its history; or as it stood on a day, without. Null when there is none.</summary>
    public async Task<Institution?> FindAsync(string code, DateOnly? on, CancellationToken cancellationToken)
    {
        var versions = await _store.VersionsAsync(code, cancellationToken);
        return on is { } day ? InstitutionJudge.InForce(versions, day) : Today(versions);
    }

    /// <summary>
    /// Institutions by code, as they stand today or stood on a day; all, or those that need approval, or those that do not.
    /// </summary>
    public async Task<Page<Institution>> ListAsync(
        DateOnly? on, bool? needsApproval, string? after, int limit, CancellationToken cancellationToken)
    {
        var entries = (await _store.ListAsync(cancellationToken))
            .GroupBy(version => version.Code, StringComparer.Ordinal)
            .Where(institution => string.CompareOrdinal(institution.Key, after ?? "") > 0)
            .Select(institution => on is { } day
                ? InstitutionJudge.InForce(institution, day)
                : Listed(Today([.. institution])!))
            .OfType<Institution>()
            .Where(institution => needsApproval is null || institution.NeedsApproval == needsApproval)
            .Take(limit + 1).ToList();
        return entries.Count > limit
            ? new Page<Institution>(entries[..limit], entries[limit - 1].Code)
            : new Page<Institution>(entries, null);
    }

    /// <summary>What institutions are called today, by code.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken cancellationToken) =>
        (await _store.ListAsync(cancellationToken)).GroupBy(version => version.Code, StringComparer.Ordinal)
            .ToDictionary(institution => institution.Key, institution => Today([.. institution])!.Name, StringComparer.Ordinal);

    /// <summary>
    /// Writes a version that holds from a day on; what was before stays on record. One that says nothing new is not written.
    /// </summary>
    public async Task<Result<Written<Institution>>> PutAsync(
        string code, SentInstitution sent, ApiKey actor, CancellationToken cancellationToken)
    {
        if (code.Length != 4 || !code.All(char.IsAsciiDigit) || code == "0000")
        {
            return CodeInvalid;
        }

        var by = new Writer(actor, _clock.GetUtcNow(), sent.Document?.Trim());
        var written = await _events.ChangeAsync(write => PutAsync(write, code, sent, by, cancellationToken), cancellationToken);
        return written.TryGet(out var isNew, out var faults)
            ? new Written<Institution>((await FindAsync(code, null, cancellationToken))!, isNew.Value)
            : faults;
    }

    private async Task<Result<IsNew>> PutAsync(
        WriteTransaction write, string code, SentInstitution sent, Writer by, CancellationToken cancellationToken)
    {
        var versions = await InstitutionStore.VersionsAsync(write, code, cancellationToken);
        if (!InstitutionJudge.Judge(code, sent, versions, by).TryGet(out var version, out var faults))
        {
            return faults;
        }

        if (InstitutionJudge.InForce(versions, version.ValidFrom) is { } inForce && InstitutionJudge.SayTheSame(version, inForce))
        {
            return new IsNew(false);
        }

        var isNew = versions.Count == 0;
        var others = isNew ? await InstitutionStore.CodesOfAsync(write, version.CreditCode, cancellationToken) : [];
        if (others.Count > 0)
        {
            return new Refusal(RefusalCode.CreditCodeTaken, "creditCode",
                $"Institution {others[0]} has this credit code.",
                $"该统一社会信用代码已属于机构 {others[0]}，请核对。");
        }

        version = version with
        {
            Id = isNew ? await InstitutionStore.NextIdAsync(write, cancellationToken) : version.Id,
            VersionId = await _events.TakeIdsAsync(write, "InstitutionVersion", 1, cancellationToken),
        };
        await _store.AddAsync(write, version, isNew, cancellationToken);
        await DirectoryChange.RecordAsync(
            write, $"institution/{code}", isNew ? "institution_added" : "institution_changed", by, version, cancellationToken);
        return new IsNew(isNew);
    }

    // One that begins later is shown as it will be: its day says so.
    private Institution? Today(IReadOnlyList<Institution> versions) => versions.Count == 0
        ? null
        : (InstitutionJudge.InForce(versions, _clock.Today()) ?? versions[0]) with
        {
            History = versions,
        };

    private Institution Listed(Institution today) => today with
    {
        History = null,
        ChangesOn = today.History!.Select(version => (DateOnly?)version.ValidFrom).Where(day => day > _clock.Today()).Min(),
    };

    private sealed record IsNew(bool Value);
}
