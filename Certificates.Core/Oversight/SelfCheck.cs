using System.Security.Cryptography;
using Certificates.Core.Data;
using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Register;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Oversight;

/// <summary>
/// The nightly look at our own shelves: every page of the register's file, every seal, every certificate against its last event and its
/// last leaf of the log, and a sample of stored PDFs against the register, together with those that differed before, so that a
/// difference is reported until it is gone. One process does it a day.
/// </summary>
public sealed partial class SelfCheck
{
    private const int PageSize = 200;
    private const int StandingsAtOnce = 10_000;
    private const int SealsAtOnce = 1_000;
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(2);
    private readonly SelfCheckStore _store;
    private readonly CertificateReader _certificates;
    private readonly LoggedStandings _logged;
    private readonly StoredFileCheck _files;
    private readonly SelfCheckOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<SelfCheck> _log;
    private readonly DateTimeOffset _since;

    internal SelfCheck(
        SelfCheckStore store, CertificateReader certificates, LoggedStandings logged, StoredFileCheck files, SelfCheckOptions options,
        TimeProvider clock, ILogger<SelfCheck> log) =>
        (_store, _certificates, _logged, _files, _options, _clock, _log, _since) =
            (store, certificates, logged, files, options, clock, log, clock.GetUtcNow());

    /// <summary>How long this process has stood ready to check.</summary>
    public TimeSpan Watched => _clock.GetUtcNow() - _since;

    /// <summary>Does the check of today, when its hour has come and no process has done it; true when this one did.</summary>
    public async Task<bool> RunIfDueAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var day = ChinaTime.DayOf(now);
        if (now < ChinaTime.StartOf(day).AddHours(_options.Hour) || !await _store.BeginAsync(day, now, now - LongestRun, cancellationToken))
        {
            return false;
        }

        var last = await _store.LastAsync(cancellationToken);
        var doubts = new SortedDictionary<long, Doubt>();
        var part = new CheckedPart(day.DayNumber, last?.Damage, (long)_options.WholeFileMegabytes << 20);
        var damage = _store.DamageOf(part, cancellationToken);
        var read = 0L;
        try
        {
            await CheckStandingsAsync(doubts, cancellationToken);
            await CheckSealsAsync(doubts, cancellationToken);
            read = await CheckFilesAsync(last, doubts, cancellationToken);
        }
        catch (Exception fault) when (damage is not null || _store.IsDamage(fault))
        {
            // What was found before stays: a night that could not look says nothing else.
            damage ??= fault.Message;
            Array.ForEach([.. Doubt.Read(last?.Certificates)], doubt => doubts.TryAdd(doubt.CertificateId, doubt));
        }

        if (damage is not null)
        {
            LogDamage(damage);
        }

        await _store.EndAsync(Record(day, read, doubts, damage), CancellationToken.None);
        return true;
    }

    /// <summary>What the last check found; null when there was none yet.</summary>
    public async Task<SelfCheckSummary?> LastAsync(CancellationToken cancellationToken) =>
        await _store.LastAsync(cancellationToken) is { } last
            ? new SelfCheckSummary(last.Day, last.EndedAt, last.Checked, Ids(last), last.Damage)
            : null;

    /// <summary>Whatever was signed has a file; what was issued before this system has none.</summary>
    internal static bool HasFile(VersionRecord version) =>
        version.CompletedAt is not null && (version.DocumentId is not null || version.Origin == CertificateOrigin.Issued);

    private static IReadOnlyList<long> Ids(SelfCheckRecord? check) =>
        [.. Doubt.Read(check?.Certificates).Select(doubt => doubt.CertificateId)];

    private SelfCheckRecord Record(DateOnly day, long read, SortedDictionary<long, Doubt> doubts, string? damage) => new()
    {
        Day = day,
        EndedAt = _clock.GetUtcNow(),
        Checked = read,
        Differences = doubts.Count,
        Certificates = Doubt.Write(doubts.Values),
        Damage = damage,
    };

    private async Task CheckStandingsAsync(SortedDictionary<long, Doubt> doubts, CancellationToken cancellationToken)
    {
        var last = await _store.LastCertificateIdAsync(cancellationToken);
        for (var after = 0L; after < last; after += StandingsAtOnce)
        {
            var misplaced = await _store.MisplacedAsync(after, after + StandingsAtOnce, cancellationToken);
            var withoutEvent = await _store.WithoutEventAsync(after, after + StandingsAtOnce, cancellationToken);
            foreach (var id in misplaced.Union(withoutEvent))
            {
                doubts.TryAdd(id, new Doubt(id));
                LogMisplaced(id);
            }
        }
    }

    private async Task CheckSealsAsync(SortedDictionary<long, Doubt> doubts, CancellationToken cancellationToken)
    {
        var last = await _store.LastCertificateIdAsync(cancellationToken);
        for (var after = 0L; after < last; after += SealsAtOnce)
        {
            var ids = Enumerable.Range(1, SealsAtOnce).Select(i => after + i).ToList();
            await ReadAsync(
                ids,
                version =>
                {
                    if (version.IsDoubted && doubts.TryAdd(version.CertificateId, new Doubt(version.CertificateId)))
                    {
                        LogUnsealed(version.CertificateId);
                    }

                    return Task.CompletedTask;
                },
                doubts, cancellationToken);
            foreach (var (id, how) in await _logged.DifferingAsync(ids, cancellationToken))
            {
                doubts.TryAdd(id, new Doubt(id));
                LogUnlogged(id, how);
            }
        }
    }

    private async Task<long> CheckFilesAsync(
        SelfCheckRecord? last, SortedDictionary<long, Doubt> doubts, CancellationToken cancellationToken)
    {
        var read = 0L;
        foreach (var ids in (await SampleAsync(last, doubts.Keys, cancellationToken)).Chunk(PageSize))
        {
            await ReadAsync(
                ids,
                async version =>
                {
                    if (HasFile(version))
                    {
                        read++;
                        await CheckAsync(version, doubts, cancellationToken);
                    }
                },
                doubts, cancellationToken);
        }

        return read;
    }

    /// <summary>Looks at certificates; a row that cannot be read is doubted, and hides none of the others.</summary>
    private async Task ReadAsync(
        IReadOnlyList<long> ids, Func<VersionRecord, Task> look, SortedDictionary<long, Doubt> doubts, CancellationToken cancellationToken)
    {
        var read = new List<VersionRecord>();
        void Found(long id)
        {
            doubts.TryAdd(id, new Doubt(id));
            LogUnreadable(id);
        }

        await Unreadable.FindAsync(ids, async some => read.AddRange(await _certificates.ByIdsAsync(some, cancellationToken)), Found);
        foreach (var version in read)
        {
            await Unreadable.FindAsync([version.CertificateId], _ => look(version), Found);
        }
    }

    private async Task CheckAsync(VersionRecord version, SortedDictionary<long, Doubt> doubts, CancellationToken cancellationToken)
    {
        if (await _files.DifferenceAsync(version, cancellationToken) is { } difference)
        {
            doubts[version.CertificateId] = await _files.DoubtAsync(version, cancellationToken);
            LogDifference(version.CertificateId, version.Version, difference);
        }
    }

    /// <summary>
    /// Certificates by chance, or all where there are not more, those that differed the last time and those that stand where they must not:
    /// who changed one thing may have changed another.
    /// </summary>
    private async Task<IReadOnlyCollection<long>> SampleAsync(
        SelfCheckRecord? before, IEnumerable<long> misplaced, CancellationToken cancellationToken)
    {
        var last = (int)await _store.LastCertificateIdAsync(cancellationToken);
        var ids = new HashSet<long>(Ids(before).Concat(misplaced));
        if (last <= _options.SampleSize)
        {
            ids.UnionWith(Enumerable.Range(1, last).Select(id => (long)id));
            return ids;
        }

        var wanted = ids.Count + _options.SampleSize;
        for (var tries = 0; ids.Count < wanted && tries < 2 * wanted; tries++)
        {
            // Nobody who changes the register may know what is read tonight.
            ids.Add(RandomNumberGenerator.GetInt32(1, last + 1));
        }

        return ids;
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Self-check: version {Version} of certificate {CertificateId} is not as it was signed ({Difference}).")]
    private partial void LogDifference(long certificateId, long version, string difference);

    [LoggerMessage(Level = LogLevel.Error, Message = "Self-check: certificate {CertificateId} does not stand where its last event put it.")]
    private partial void LogMisplaced(long certificateId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Self-check: certificate {CertificateId} is not as it was sealed.")]
    private partial void LogUnsealed(long certificateId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Self-check: the row of certificate {CertificateId} cannot be read.")]
    private partial void LogUnreadable(long certificateId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Self-check: certificate {CertificateId} is not as the log has it ({How}).")]
    private partial void LogUnlogged(long certificateId, string how);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Self-check: the register's file is damaged ({Damage}). Restore a back-up.")]
    private partial void LogDamage(string damage);
}

/// <summary>What a self-check found.</summary>
/// <param name="Day">The day it was of, China Standard Time.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Checked">Stored PDFs that were read.</param>
/// <param name="Certificates">Ids of the certificates that differ from their PDFs, or from their last event.</param>
/// <param name="Damage">What the register's file says of itself when it is damaged; else null.</param>
public sealed record SelfCheckSummary(
    DateOnly Day, DateTimeOffset EndedAt, long Checked, IReadOnlyList<long> Certificates, string? Damage);
