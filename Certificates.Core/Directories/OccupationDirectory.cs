using Certificates.Core.Access;
using Certificates.Core.Catalogue;
using Certificates.Core.Data;

namespace Certificates.Core.Directories;

/// <summary>The occupations by edition: numbers are never used again, directions never change their meaning.</summary>
public sealed class OccupationDirectory
{
    private static readonly Refusal NumberInvalid = new(RefusalCode.OccupationNumberInvalid, "number");
    private readonly CatalogueReader _catalogue;
    private readonly OccupationStore _store;
    private readonly DirectoryEventStore _events;
    private readonly TimeProvider _clock;

    internal OccupationDirectory(
        CatalogueReader catalogue, OccupationStore store, DirectoryEventStore events, TimeProvider clock) =>
        (_catalogue, _store, _events, _clock) = (catalogue, store, events, clock);

    /// <summary>An occupation in the edition in force today, with every edition; or in that of a day. Null when there is none.</summary>
    public async Task<Occupation?> FindAsync(string number, DateOnly? on, CancellationToken cancellationToken) =>
        Shown([.. (await _catalogue.OccupationsAsync(cancellationToken)).Where(edition => edition.Number == number)], on);

    /// <summary>Occupations by number, in the edition in force today or on a day.</summary>
    public async Task<Page<Occupation>> ListAsync(DateOnly? on, string? after, int limit, CancellationToken cancellationToken)
    {
        var entries = (await _catalogue.OccupationsAsync(cancellationToken))
            .GroupBy(edition => edition.Number, StringComparer.Ordinal)
            .Where(occupation => string.CompareOrdinal(occupation.Key, after ?? "") > 0)
            .Select(occupation => Shown([.. occupation], on))
            .OfType<Occupation>().Select(Listed)
            .Take(limit + 1).ToList();
        return entries.Count > limit
            ? new Page<Occupation>(entries[..limit], entries[limit - 1].Number)
            : new Page<Occupation>(entries, null);
    }

    /// <summary>Adds an edition, or corrects one; an edition it takes over from ends on the day before.</summary>
    public async Task<Result<Written<Occupation>>> PutAsync(
        string number, SentOccupation sent, ApiKey actor, CancellationToken cancellationToken)
    {
        if (number.Length != 2 || !number.All(char.IsAsciiDigit) || number == "00")
        {
            return NumberInvalid;
        }

        var by = new Writer(actor, _clock.GetUtcNow(), sent.Document?.Trim());
        var used = await _store.UsedDirectionsAsync(number, cancellationToken);
        var written = await _events.ChangeAsync(write => PutAsync(write, number, sent, used, by, cancellationToken), cancellationToken);
        return written.TryGet(out var isNew, out var faults)
            ? new Written<Occupation>((await FindAsync(number, null, cancellationToken))!, isNew.Value)
            : faults;
    }

    private async Task<Result<IsNew>> PutAsync(
        WriteTransaction write, string number, SentOccupation sent, IReadOnlyList<string> used, Writer by,
            CancellationToken cancellationToken)
    {
        var all = await CatalogueReader.OccupationsAsync(write, cancellationToken);
        if (!new OccupationJudge(all, used).Judge(number, sent, by).TryGet(out var edition, out var faults))
        {
            return faults;
        }

        var own = all.Where(other => other.Number == number).ToList();
        var before = own.Find(other => other.Edition == edition.Edition);
        if (before is null)
        {
            await _store.AddAsync(write, edition, cancellationToken);
            var ends = own.Where(other => other.ValidFrom < edition.ValidFrom && (other.ValidTo ?? DateOnly.MaxValue) >= edition.ValidFrom);
            await OccupationStore.EndAsync(
                write, ends.Select(other => (other.Number, other.Edition, edition.ValidFrom.AddDays(-1))), cancellationToken);
            await DirectoryChange.RecordAsync(write, $"occupation/{number}", "edition_added", by, edition, cancellationToken);
        }
        else if (!SayTheSame(before, edition))
        {
            await _store.CorrectAsync(write, edition, before, cancellationToken);
            await DirectoryChange.RecordAsync(
                write, $"occupation/{number}", "edition_corrected", by, new { Before = before, After = edition }, cancellationToken);
        }

        return new IsNew(own.Count == 0);
    }

    private static bool SayTheSame(Occupation one, Occupation other) =>
        one == other with { Directions = one.Directions }
        && one.Directions.Select(Words).SequenceEqual(other.Directions.Select(Words));

    private static (string Number, string Name, string Grades) Words(Direction direction) =>
        (direction.Number, direction.Name, direction.Grades.Codes());

    // Without a day, one that is not in force today is shown in the edition that comes next, or else in the last there was.
    private Occupation? Shown(IReadOnlyList<Occupation> editions, DateOnly? on)
    {
        var day = on ?? _clock.Today();
        var inForce = editions.LastOrDefault(edition => edition.IsInForce(day));
        return on is not null ? inForce
            : editions.Count == 0 ? null
            : (inForce ?? editions.FirstOrDefault(edition => edition.ValidFrom > day) ?? editions[^1]) with { History = editions };
    }

    private Occupation Listed(Occupation shown) => shown with
    {
        History = null,
        ChangesOn = shown.History?.Select(edition => (DateOnly?)edition.ValidFrom).Where(day => day > _clock.Today()).Min(),
    };

    private sealed record IsNew(bool Value);
}
