using Certificates.Core.Data;
using Certificates.Core.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying;

/// <summary>The site's desk: the one place it writes to, in a database of its own.</summary>
public sealed class Desk
{
    private static readonly TimeSpan KeepAttempts = TimeSpan.FromDays(2);
    private readonly Database _database;
    private readonly SigningKeyStore _keys;
    private readonly DeskAttempts _attempts;
    private readonly DeskDataProtectionKeys _dataProtection;
    private readonly ISigner _signer;
    private readonly RegisterReading _register;
    private readonly TimeProvider _clock;

    internal Desk([FromKeyedServices(Database.Desk)] Database database, ISigner signer, RegisterReading register, TimeProvider clock)
    {
        (_database, _signer, _register, _clock) = (database, signer, register, clock);
        (_keys, _attempts, _dataProtection) = (new SigningKeyStore(database, isDesk: true), new DeskAttempts(database),
            new DeskDataProtectionKeys(database));
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

    /// <summary>Forgets counts of attempts that no window reaches any more; worth doing once an hour.</summary>
    public Task TidyAsync(CancellationToken cancellationToken) =>
        _attempts.ForgetAsync(_clock.GetUtcNow() - KeepAttempts, cancellationToken);

    /// <summary>The keys cookies are protected with, as XML.</summary>
    public Task<IReadOnlyList<string>> DataProtectionKeysAsync(CancellationToken cancellationToken) =>
        _dataProtection.ListAsync(cancellationToken);

    /// <summary>Keeps one of them.</summary>
    public Task KeepDataProtectionKeyAsync(string name, string xml, CancellationToken cancellationToken) =>
        _dataProtection.InsertAsync(name, xml, cancellationToken);
}
