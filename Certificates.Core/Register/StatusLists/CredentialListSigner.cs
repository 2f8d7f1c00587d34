using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Signing;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Register.StatusLists;

/// <summary>Signs the status lists of open credentials, each minute those that changed and those that grow old.</summary>
public sealed partial class CredentialListSigner
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Half a list's life: one that nothing happens to is good all the time.</summary>
    private static readonly TimeSpan Oldest = CredentialList.Life / 2;

    private readonly CredentialListStore _store;
    private readonly KeyRing _keys;
    private readonly DidWeb _issuer;
    private readonly TimeProvider _clock;
    private readonly ILogger<CredentialListSigner> _log;

    internal CredentialListSigner(
        CredentialListStore store, KeyRing keys, DidWeb issuer, TimeProvider clock, ILogger<CredentialListSigner> log) =>
        (_store, _keys, _issuer, _clock, _log) = (store, keys, issuer, clock, log);

    /// <summary>Why the lists could not be signed last; null while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Runs until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await TrySignAsync(cancellationToken);
            await Task.Delay(Interval, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Signs what changed or grew old; how many lists that were.</summary>
    /// <exception cref="KeyNotInForceException">The key of the lists may not sign now.</exception>
    public async Task<int> SignAsync(CancellationToken cancellationToken)
    {
        var signed = 0;
        foreach (var list in await _store.ListsAsync(cancellationToken))
        {
            var bits = CredentialList.Bits(await _store.SetAsync(list.Id, cancellationToken));
            var (hash, now) = (SHA256.HashData(bits), _clock.GetUtcNow());
            if (list.SignedAt is { } at && now - at < Oldest && at <= now && hash.AsSpan().SequenceEqual(list.BitsHash))
            {
                continue;
            }

            var jwt = VcJwt.Sign(CredentialList.Of(_issuer, list.Id, bits, now), _keys.InForce(KeyPurpose.Status), _issuer, now);
            await _store.KeepAsync(list.Id, Encoding.ASCII.GetBytes(jwt), hash, now, cancellationToken);
            signed++;
        }

        return signed;
    }

    /// <summary>The bit of a version's credential, in a list that was signed.</summary>
    internal async Task<CredentialPlace> PlaceAsync(long certificateId, long version, CancellationToken cancellationToken)
    {
        var place = await _store.PlaceAsync(certificateId, version, cancellationToken);
        if (await _store.BodyAsync(place.ListId, cancellationToken) is null)
        {
            await SignAsync(cancellationToken);
        }

        return place;
    }

    private async Task TrySignAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SignAsync(cancellationToken);
            Fault = null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It is told to stop.
        }
        catch (Exception fault)
        {
            if (Fault != fault.Message)
            {
                LogUnsigned(fault);
            }

            Fault = fault.Message;
        }
    }

    [LoggerMessage(LogLevel.Error, "The status lists of open credentials could not be signed, and are tried again each minute.")]
    private partial void LogUnsigned(Exception fault);
}
