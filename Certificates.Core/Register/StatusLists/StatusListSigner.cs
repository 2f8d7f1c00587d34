using Certificates.Core.Signing;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Register.StatusLists;

/// <summary>
/// Signs the list of tokens that are not in force, once a minute. Before it signs it looks through the register whether one in force
/// begins like one of the list: whoever holds that certificate would be told that it has ended.
/// </summary>
public sealed partial class StatusListSigner
{
    private const int AtOnce = 10_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    private readonly StatusListStore _store;
    private readonly KeyRing _keys;
    private readonly TimeProvider _clock;
    private readonly ILogger<StatusListSigner> _log;
    private HashSet<UInt128> _compared = [];
    private long _comparedUpTo;
    private string? _fault;

    internal StatusListSigner(StatusListStore store, KeyRing keys, TimeProvider clock, ILogger<StatusListSigner> log) =>
        (_store, _keys, _clock, _log) = (store, keys, clock, log);

    /// <summary>Runs until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await TrySignAsync(cancellationToken);
            await Task.Delay(Interval, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Why the list is not signed, or by how much it is late; null while all is well.</summary>
    public async Task<string?> FaultAsync(CancellationToken cancellationToken) =>
        _fault ?? (await _store.SignedAtAsync(cancellationToken) is { } at && _clock.GetUtcNow() - at > LongestSilence
            ? $"The status list was signed at {at:u} and never since."
            : null);

    /// <summary>Signs what has ended, unless a process did within the last minute; true when this one did.</summary>
    /// <exception cref="KeyNotInForceException">The key of the list may not sign now.</exception>
    /// <exception cref="InvalidOperationException">A token in force would be told to have ended.</exception>
    public async Task<bool> SignAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var due = now - Interval + TimeSpan.FromSeconds(5);
        if (await _store.SignedAtAsync(cancellationToken) is { } at && at > due && at <= now)
        {
            return false;
        }

        var ended = new SortedDictionary<UInt128, byte[]>();
        foreach (var token in await _store.EndedAsync(cancellationToken))
        {
            ended[StatusList.PrefixOf(token.TokenHash)] = token.TokenHash;
        }

        await CompareAsync(ended, cancellationToken);
        var body = StatusList.Sign(ended.Keys, now, _keys.InForce(KeyPurpose.Status));
        return await _store.KeepAsync(body, now, due, cancellationToken);
    }

    /// <summary>Only what is new is compared: a token of the list with the whole register, a new certificate with the list.</summary>
    private async Task CompareAsync(SortedDictionary<UInt128, byte[]> ended, CancellationToken cancellationToken)
    {
        var last = await _store.LastIdAsync(cancellationToken);
        for (var after = _compared.IsSupersetOf(ended.Keys) ? _comparedUpTo : 0; after < last; after += AtOnce)
        {
            foreach (var token in await _store.InForceAsync(after, Math.Min(after + AtOnce, last), cancellationToken))
            {
                // The very same hash is one that was put in force again a moment ago.
                if (ended.TryGetValue(StatusList.PrefixOf(token.TokenHash), out var other)
                    && !other.AsSpan().SequenceEqual(token.TokenHash))
                {
                    throw new InvalidOperationException(
                        $"The token of certificate {token.CertificateId} begins like one that is not in force: no status list is signed.");
                }
            }
        }

        (_compared, _comparedUpTo) = ([.. ended.Keys], last);
    }

    private async Task TrySignAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SignAsync(cancellationToken);
            _fault = null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It is told to stop.
        }
        catch (Exception fault)
        {
            if (_fault != fault.Message)
            {
                LogUnsigned(fault);
            }

            _fault = fault.Message;
        }
    }

    [LoggerMessage(LogLevel.Error, "The status list could not be signed, and is tried again each minute: what it says grows old.")]
    private partial void LogUnsigned(Exception fault);
}
