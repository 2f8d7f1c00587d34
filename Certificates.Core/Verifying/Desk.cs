using Certificates.Core.Copies;
using Certificates.Core.Data;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Certificates.Core.Verifying.Bulk;
using Certificates.Core.Verifying.Gate;
using Certificates.Core.Verifying.Guarding;
using Certificates.Core.Verifying.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Verifying;

/// <summary>The site's desk: the one place it writes to, in a database of its own.</summary>
public sealed class Desk
{
    private static readonly TimeSpan KeepPast = TimeSpan.FromDays(2);
    private readonly Database _database;
    private readonly SigningKeyStore _keys;
    private readonly DeskAttempts _attempts;
    private readonly DeskHolderSessions _sessions;
    private readonly DeskOrders _orders;
    private readonly ISigner _signer;
    private readonly DeskKeys _fit;
    private readonly RegisterReading _register;
    private readonly Counts _counts;
    private readonly CheckRuns _runs;
    private readonly DoubtedCertificates _doubted;
    private readonly TimeProvider _clock;
    private readonly ILogger<Desk> _log;

    internal Desk(
        [FromKeyedServices(Database.Desk)] Database database,
        DeskAttempts attempts,
        DeskHolderSessions sessions,
        DeskOrders orders,
        ISigner signer,
        DeskKeys fit,
        RegisterReading register,
        Counts counts,
        CheckRuns runs,
        DoubtedCertificates doubted,
        TimeProvider clock,
        ILogger<Desk> log)
    {
        (_database, _attempts, _sessions, _orders, _signer, _fit) = (database, attempts, sessions, orders, signer, fit);
        (_register, _counts, _runs, _doubted, _clock, _log) = (register, counts, runs, doubted, clock, log);
        _keys = new SigningKeyStore(database, register: null);
    }

    /// <summary>
    /// Brings the desk to this build's schema and publishes the site's own key; run before the first request. The register need
    /// not be there yet.
    /// </summary>
    /// <exception cref="InvalidOperationException">The register is a demo's and this is none, or the other way round; or a key is
    /// another's.
    /// </exception>
    public async Task SetUpAsync(CancellationToken cancellationToken)
    {
        await Migrator.MigrateAsync(_database.Dialect, () => _keys.PublishAsync([_signer.Key], cancellationToken), _log, cancellationToken);
        await TidyAsync(cancellationToken);
        await _fit.RequireAsync(await _register.RequireOursAsync(cancellationToken), cancellationToken);
    }

    /// <summary>True when questions can be answered.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken) => await FaultAsync(cancellationToken) is null;

    /// <summary>Why no question can be answered now; null when the register answers and may be believed.</summary>
    public Task<string?> FaultAsync(CancellationToken cancellationToken) => _register.FaultAsync(cancellationToken);

    /// <summary>Of which certificates nothing is said; null when all are answered.</summary>
    public string? DoubtFault => _doubted.Count is var count and > 0
        ? $"The nightly check found {count} certificates not as they were signed, or not where their last event put them: questions about "
            + "them are answered with 'unavailable', all others as ever. The issuing service's health names them."
        : null;

    /// <summary>What does not hold while the desk cannot be written; null when it takes what is counted.</summary>
    public string? WritingFault => _counts.IsUnwritten || _runs.IsUnwritten
        ? "The desk could not be written when something was counted last: questions and lists are answered, what they count is kept in the "
            + "memory of this process alone, and share codes, reports and sign-ins are refused. Make room on its disk, or let it be "
            + "written; the site then writes what it counted and goes on by itself."
        : null;

    /// <summary>Writes what was counted and recorded while the desk could not be written; worth doing every few seconds.</summary>
    /// <exception cref="System.Data.Common.DbException">It still cannot.</exception>
    public async Task WriteBackAsync(CancellationToken cancellationToken)
    {
        await _counts.WriteBackAsync(cancellationToken);
        await _runs.WriteBackAsync(cancellationToken);
    }

    /// <summary>
    /// Forgets counts that no window reaches any more, sessions that ended, and what holders ordered that did; worth doing once an hour.
    /// </summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var before = now - KeepPast;
        await _attempts.ForgetAsync(before, cancellationToken);
        await _sessions.ForgetAsync(before, cancellationToken);
        await _orders.ForgetAsync(now, cancellationToken);
    }
}
