using Microsoft.Extensions.Logging;

namespace Certificates.Core.Signing;

/// <summary>
/// Reads the published keys again every few seconds: a key that was activated, retired or compromised counts from then on in every
/// process, and what another process signed with a key of its own is known here.
/// </summary>
public sealed partial class KeyRefresh
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly SigningKeyStore _store;
    private readonly TrustedAuthorities _authorities;
    private readonly PublicKeyRing _published;
    private readonly TimeProvider _clock;
    private readonly ILogger<KeyRefresh> _log;

    internal KeyRefresh(
        SigningKeyStore store, TrustedAuthorities authorities, PublicKeyRing published, TimeProvider clock, ILogger<KeyRefresh> log) =>
        (_store, _authorities, _published, _clock, _log) = (store, authorities, published, clock, log);

    /// <summary>Runs until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RefreshAsync(cancellationToken);
            }
            catch (Exception outage) when (outage is not OperationCanceledException)
            {
                // What is known stays; whatever signs finds the register away by itself.
                LogOutage(outage);
            }

            await Task.Delay(Interval, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads them once.</summary>
    /// <exception cref="System.Data.Common.DbException">The register cannot be asked.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var (vouched, others) = _authorities.Sort(await _store.ListAsync(cancellationToken));
        var former = _published.Keys;
        if (SigningKeyInfo.AreAlike(former, vouched))
        {
            return;
        }

        _published.Replace(vouched);
        foreach (var key in vouched.Where(key => former.FirstOrDefault(known => known.Id == key.Id)?.State != key.State))
        {
            LogState(key.Purpose, key.Id, key.State);
        }

        foreach (var key in others.Where(key => former.Any(known => known.Id == key.Id)))
        {
            LogDisbelieved(key.Purpose, key.Id);
        }
    }

    [LoggerMessage(LogLevel.Information, "The {Purpose} key {Id} is {State} now.")]
    private partial void LogState(KeyPurpose purpose, string id, KeyState state);

    [LoggerMessage(LogLevel.Critical, "The row of the {Purpose} key {Id} was changed past the services: it signs and verifies nothing.")]
    private partial void LogDisbelieved(KeyPurpose purpose, string id);

    [LoggerMessage(LogLevel.Warning, "The published keys could not be read again.")]
    private partial void LogOutage(Exception outage);
}
