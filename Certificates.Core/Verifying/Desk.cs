using Certificates.Core.Data;
using Certificates.Core.Signing;
using Certificates.Core.Verifying.Guarding;
using Certificates.Core.Verifying.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying;

/// <summary>The site's desk: the one place it writes to, in a database of its own.</summary>
public sealed class Desk
{
    private static readonly TimeSpan KeepPast = TimeSpan.FromDays(2);
    private readonly Database _database;
    private readonly SigningKeyStore _keys;
    private readonly DeskAttempts _attempts;
    private readonly DeskHolderSessions _sessions;
    private readonly ISigner _signer;
    private readonly RegisterReading _register;
    private readonly TimeProvider _clock;

    internal Desk(
        [FromKeyedServices(Database.Desk)] Database database,
        DeskAttempts attempts,
        DeskHolderSessions sessions,
        ISigner signer,
        RegisterReading register,
        TimeProvider clock)
    {
        (_database, _attempts, _sessions, _signer, _register, _clock) = (database, attempts, sessions, signer, register, clock);
        _keys = new SigningKeyStore(database, isDesk: true);
    }

    /// <summary>
    /// Brings the desk to this build's schema and publishes the site's own key; run before the first request. The register need
    /// not be there yet.
    /// </summary>
    /// <exception cref="InvalidOperationException">The register is a demo's and this is none, or the other way round.</exception>
    public async Task SetUpAsync(CancellationToken cancellationToken)
    {
        await Migrator.MigrateAsync(_database.Dialect, () => _keys.PublishAsync([_signer.Key], cancellationToken), cancellationToken);
        await TidyAsync(cancellationToken);
        await _register.IsReadyAsync(cancellationToken);
    }

    /// <summary>True when the register answers.</summary>
    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => _register.IsReadyAsync(cancellationToken);

    /// <summary>Forgets counts that no window reaches any more, and sessions that ended; worth doing once an hour.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var before = _clock.GetUtcNow() - KeepPast;
        await _attempts.ForgetAsync(before, cancellationToken);
        await _sessions.ForgetAsync(before, cancellationToken);
    }
}
