using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Register;

namespace Certificates.Core.Recovery;

/// <summary>
/// Compares the register with what was written beside it. A register that was restored from an older copy would give numbers again
/// and take revocations back; it is refused until <see cref="RunAsync"/> has brought it up to what is known.
/// </summary>
public sealed class RegisterRecovery
{
    private const int Chunk = 500;
    private const string Category = "other";
    private readonly RecoveryStore _store;
    private readonly RecoveryJournal _journal;
    private readonly RecoveryRunStore _runs;
    private readonly LogRecovery _log;
    private readonly Dialect _register;
    private readonly TimeProvider _clock;

    internal RegisterRecovery(
        RecoveryStore store, RecoveryJournal journal, RecoveryRunStore runs, LogRecovery log, Dialect register, TimeProvider clock) =>
        (_store, _journal, _runs, _log, _register, _clock) = (store, journal, runs, log, register, clock);

    /// <summary>Looks at every page of the register; run it before anything opens that to write.</summary>
    /// <exception cref="RegisterDamagedException">They are not as they must be: nothing can be brought up.</exception>
    public void RequireWhole(CancellationToken cancellationToken)
    {
        if (_register.DamageOf(part: null, cancellationToken) is { } damage)
        {
            throw new RegisterDamagedException(_register.FilePath ?? "The register", damage);
        }
    }

    /// <summary>Run at start, before anything is issued. Brings the journal up to the register, too, where that is ahead.</summary>
    /// <exception cref="JournalLostException">The journal is empty, and numbers were given out of the register.</exception>
    /// <exception cref="RegisterBehindException">The register is behind; the message says where, and what to do.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        var known = _journal.Read();
        await RequireJournalAsync(known, cancellationToken);
        var behind = await BehindAsync(known, cancellationToken);
        if (behind.Series.Count > 0)
        {
            var first = behind.Series[0];
            throw new RegisterBehindException($"series {first.Series} would go on with {first.From}, and all before {first.To} were given");
        }

        if (behind.Statuses.Count > 0)
        {
            throw new RegisterBehindException(
                $"{behind.Statuses.Count} changes of status are not in it, the first of {behind.Statuses[0].Mark.Number}");
        }

        if (await _log.LostAsync(cancellationToken) is > 0 and var lost)
        {
            throw new RegisterBehindException($"{lost} leaves of the log were signed and are not in it");
        }

        await _journal.GivenAsync(await _store.SeriesAsync(cancellationToken));
        await KeepStatusesAsync(known, cancellationToken);
    }

    /// <summary>
    /// Lets every series go on behind what was given, puts the leaves back that the log lost, and the statuses in force that the register
    /// lost, each with an event.
    /// What cannot be brought back is in the report. Run while nothing else uses the register; run again it changes nothing, except that
    /// the site believes from then on what it reads.
    /// </summary>
    /// <exception cref="JournalLostException">The journal is empty, and numbers were given out of the register.</exception>
    /// <exception cref="LogDamagedException">The log of the register and its copy are not of one log.</exception>
    public async Task<RecoveryReport> RunAsync(CancellationToken cancellationToken)
    {
        var known = _journal.Read();
        await RequireJournalAsync(known, cancellationToken);
        var behind = await BehindAsync(known, cancellationToken);
        var leaves = await _log.PutBackAsync(cancellationToken);
        foreach (var jump in behind.Series)
        {
            await JumpAsync(jump, cancellationToken);
        }

        var statuses = new List<RecoveredStatus>(behind.Statuses.Count);
        foreach (var (mark, standing) in behind.Statuses)
        {
            statuses.Add(new RecoveredStatus(mark.Number, mark.Status, await ApplyAsync(mark, standing, cancellationToken)));
        }

        await _journal.ChangedAsync([.. behind.Statuses.Select(status => status.Mark with { IsSettled = true })]);
        await _runs.AppendAsync(RecoveryRunStore.Register, _clock.GetUtcNow(), aheadUntil: null, cancellationToken);
        return new RecoveryReport(behind.Series, statuses, behind.Elsewhere, leaves);
    }

    /// <summary>Begins a lost journal anew from a register of which its owner says that it is the latest there ever was.</summary>
    public async Task BeginJournalAsync(CancellationToken cancellationToken)
    {
        await _journal.GivenAsync(await _store.SeriesAsync(cancellationToken));
        await KeepStatusesAsync(_journal.Read(), cancellationToken);
        await _runs.AppendAsync(RecoveryRunStore.Journal, _clock.GetUtcNow(), aheadUntil: null, cancellationToken);
    }

    private async Task RequireJournalAsync(JournalContent known, CancellationToken cancellationToken)
    {
        if (known.Series.Count == 0 && (await _store.SeriesAsync(cancellationToken)).Count > 0)
        {
            throw new JournalLostException(_journal.Folder);
        }
    }

    private static (string Kind, string Code, int Year) Parts(string series)
    {
        var parts = series.Split('/');
        return (parts[0], parts[1], int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<Behind> BehindAsync(JournalContent known, CancellationToken cancellationToken)
    {
        var codes = (await _store.InstitutionCodesAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var register = (await _store.SeriesAsync(cancellationToken))
            .ToDictionary(mark => mark.Series, mark => mark.Next, StringComparer.Ordinal);
        var (series, elsewhere) = (new List<SeriesJump>(), new List<string>());
        foreach (var (name, next) in known.Series)
        {
            var from = register.GetValueOrDefault(name, 1);
            if (SeriesMark.IdsName(name) is null && !codes.Contains(Parts(name).Code))
            {
                elsewhere.Add(name);
            }
            else if (from < next)
            {
                series.Add(new SeriesJump(name, from, next));
            }
        }

        return new Behind(series, elsewhere, await StatusesBehindAsync(known, cancellationToken));
    }

    private async Task<List<(StatusMark Mark, Standing? Standing)>> StatusesBehindAsync(JournalContent known,
        CancellationToken cancellationToken)
    {
        var behind = new List<(StatusMark, Standing?)>();
        foreach (var marks in known.Statuses.Where(mark => !mark.IsSettled).Chunk(Chunk))
        {
            var standings = (await _store.StandingsAsync(marks.Select(mark => mark.Number), cancellationToken))
                .ToDictionary(standing => standing.Number, StringComparer.Ordinal);
            behind.AddRange(marks.Select(mark => (mark, standings.GetValueOrDefault(mark.Number)))
                .Where(pair => pair.Item2 is null || pair.mark.IsAheadOf(pair.Item2)));
        }

        return behind;
    }

    private Task JumpAsync(SeriesJump jump, CancellationToken cancellationToken)
    {
        if (SeriesMark.IdsName(jump.Series) is { } ids)
        {
            return _store.JumpIdsAsync(ids, jump.To, cancellationToken);
        }

        var (kind, code, year) = Parts(jump.Series);
        return _store.JumpSerialsAsync(kind, code, year, jump.To, cancellationToken);
    }

    private async Task<RecoveryOutcome> ApplyAsync(StatusMark mark, Standing? standing, CancellationToken cancellationToken)
    {
        if (standing is null)
        {
            return RecoveryOutcome.CertificateLost;
        }

        var number = CertificateNumber.OfRecord(mark.Number);
        if (standing.Status == CertificateStatus.Reserved)
        {
            return RecoveryOutcome.NotIssuedYet;
        }

        if (standing.Status == mark.Status)
        {
            return RecoveryOutcome.VersionLost;
        }

        var happened = LifeEvent.Of(
            new EventSubject(standing.Id, number, (int)standing.CurrentVersion),
            CertificateEvents.Recovered,
            _clock.GetUtcNow(),
            (null, null),
            category: Category);
        return !await _store.ApplyAsync(standing, mark, happened, cancellationToken) ? RecoveryOutcome.Doubled
            : standing.CurrentVersion < mark.Version ? RecoveryOutcome.AppliedVersionLost
            : RecoveryOutcome.Applied;
    }

    /// <summary>
    /// A crash between a commit and the journal leaves changes at the end of the event log; a new folder knows none at all.
    /// </summary>
    private async Task KeepStatusesAsync(JournalContent known, CancellationToken cancellationToken)
    {
        if (_journal.IsNew)
        {
            await _journal.ChangedAsync([]);
            var after = 0L;
            while (await _store.ChangedAsync(after, cancellationToken) is { Count: > 0 } standings)
            {
                await _journal.ChangedAsync([.. standings.Select(standing => StatusMark.Of(standing))]);
                after = standings[^1].Id;
            }

            return;
        }

        var marks = known.Statuses.ToDictionary(mark => mark.Number, StringComparer.Ordinal);
        var ahead = (await _store.LatestAsync(cancellationToken)).Where(standing => marks.TryGetValue(standing.Number, out var mark)
            ? standing.StatusChangedAt - mark.At > TimeSpan.FromMilliseconds(1) || standing.CurrentVersion > mark.Version
            : standing.Status > CertificateStatus.Valid || standing.CurrentVersion > 1).Select(standing => StatusMark.Of(standing))
                .ToList();
        if (ahead.Count > 0)
        {
            await _journal.ChangedAsync(ahead);
        }
    }

    private sealed record Behind(List<SeriesJump> Series, List<string> Elsewhere, List<(StatusMark Mark, Standing? Standing)> Statuses);
}
