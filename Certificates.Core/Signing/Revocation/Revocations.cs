using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;
using Certificates.Core.Pdf;
using Certificates.Core.Signing.Stamping;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Signing.Revocation;

/// <summary>
/// Keeps at hand what authorities say of the certificates behind a signature and its time stamp, fetched at start and then at intervals, so
/// that it stands in a file before that is signed. A key whose certificate is revoked signs no more.
/// </summary>
public sealed partial class Revocations : IDisposable
{
    /// <summary>After a fetch that failed, and before one that had to be: not sooner than <see cref="Shortest"/>.</summary>
    private static readonly TimeSpan AfterFault = TimeSpan.FromMinutes(5), Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Bytes of all that stands in a file, packed: files are read up to 5 MB.</summary>
    private const int Largest = 512 * 1024;

    private readonly RevocationOptions _options;
    private readonly KeyRing _keys;
    private readonly TrustedAuthorities _authorities;
    private readonly Stamps _stamps;
    private readonly TimeProvider _clock;
    private readonly ILogger<Revocations> _log;
    private readonly RevocationClient _client;
    private readonly ChainReading _reading;
    private volatile Fetched _last = new(FrozenDictionary<string, (SecurityStore, DateTimeOffset)>.Empty, [], DateTimeOffset.MaxValue);

    internal Revocations(
        RevocationOptions options, KeyRing keys, TrustedAuthorities authorities, Stamps stamps, TimeProvider clock,
        ILogger<Revocations> log)
    {
        (_options, _keys, _authorities, _stamps, _clock, _log) = (options, keys, authorities, stamps, clock, log);
        _client = new RevocationClient(options);
        _reading = new ChainReading(_client, clock);
    }

    /// <summary>What is missing, has ended or is revoked, in sentences; empty while all is well.</summary>
    public IReadOnlyList<string> Faults => _last.Faults;

    /// <summary>What stands in a file that a key signs now; null for nothing.</summary>
    /// <exception cref="RevocationException">There is nothing now, and it is required: an outage.</exception>
    internal SecurityStore? Of(SigningKeyInfo key)
    {
        var store = _last.Stores.TryGetValue(key.Id, out var held) && held.Until > _clock.GetUtcNow() ? held.Store : null;
        return store is null && _options is { Fetch: true, Required: true }
            ? throw new RevocationException(
                $"Revocation:Required: what the authorities of {key.Use.Setting} say of its certificates is not at hand. "
                + string.Join(' ', Faults))
            : store;
    }

    /// <summary>Runs until told to stop; at once over where nothing is fetched.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (_options.Fetch && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Pause(), _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                await RefreshAsync(cancellationToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFailure(fault);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Fetches all anew, once. For one caller at a time; that an authority is away is a fault, and no exception.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (!_options.Fetch)
        {
            return;
        }

        _reading.Begin();
        var (stores, faults, until) = (new Dictionary<string, (SecurityStore Store, DateTimeOffset Until)>(StringComparer.Ordinal),
            new List<string>(), DateTimeOffset.MaxValue);
        var revoked = new HashSet<string>(StringComparer.Ordinal);
        var stamps = await StampsAsync(cancellationToken);
        faults.AddRange(stamps?.Faults ?? []);
        foreach (var key in _keys.Held(KeyPurpose.Pdf).DistinctBy(key => key.Id, StringComparer.Ordinal))
        {
            var own = await _reading.ReadAsync($"{key.Use.Setting}, key {key.Id}", _authorities.ChainOf(key), cancellationToken);
            faults.AddRange(own.Faults);
            if (own.IsRevoked)
            {
                revoked.Add(key.Id);
            }
            else if (own.IsComplete && stamps is null or { IsComplete: true, IsRevoked: false } && Packed(own, stamps, faults) is { } store)
            {
                var ends = own.Said.Concat(stamps?.Said ?? []).Select(said => said.Until).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
                stores.Add(key.Id, (store, ends));
                until = ends < until ? ends : until;
            }
        }

        Tell(revoked, faults);
        _keys.Revoked = revoked;
        _last = new Fetched(stores.ToFrozenDictionary(StringComparer.Ordinal), [.. faults.Distinct(StringComparer.Ordinal)], until);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    /// <summary>Of the authority's chain as its last stamp had it; null where nothing is stamped.</summary>
    private async Task<ChainMaterial?> StampsAsync(CancellationToken cancellationToken)
    {
        const string name = "The time-stamp authority";
        return !_stamps.AreUsed ? null
            : _stamps.Chain is { Count: > 0 } chain
                ? await _reading.ReadAsync(name, [.. chain.Select(each => X509CertificateLoader.LoadCertificate(each))], cancellationToken)
                : new ChainMaterial([], [], [$"{name} gave no stamp yet, so its certificates are not known."]) { IsComplete = false };
    }

    private static SecurityStore? Packed(ChainMaterial own, ChainMaterial? stamps, List<string> faults)
    {
        ChainMaterial[] chains = stamps is null ? [own] : [own, stamps];
        var said = chains.SelectMany(chain => chain.Said).ToLookup(each => each.IsList, each => each.Der);
        var store = new SecurityStore(chains.SelectMany(chain => chain.Certificates), said[true], said[false]);
        if (store.Length <= Largest)
        {
            return store;
        }

        faults.Add(FormattableString.Invariant($"What the authorities say has {store.Length} bytes: files take up to {Largest}."));
        return null;
    }

    private void Tell(HashSet<string> revoked, List<string> faults)
    {
        foreach (var fault in faults.Except(_last.Faults, StringComparer.Ordinal))
        {
            LogFault(fault);
        }

        foreach (var id in revoked.Except(_keys.Revoked, StringComparer.Ordinal))
        {
            LogRevoked(id);
        }
    }

    private TimeSpan Pause()
    {
        var usual = TimeSpan.FromMinutes(_options.IntervalMinutes);
        var left = _last.Until == DateTimeOffset.MaxValue ? usual : _last.Until - _clock.GetUtcNow() - AfterFault;
        var pause = _last.Faults.Count > 0 && AfterFault < usual ? AfterFault : usual;
        return left >= pause ? pause : left < Shortest ? Shortest : left;
    }

    [LoggerMessage(LogLevel.Warning, "{Fault}")]
    private partial void LogFault(string fault);

    [LoggerMessage(LogLevel.Error, "What the authorities say could not be put together.")]
    private partial void LogFailure(Exception fault);

    [LoggerMessage(LogLevel.Critical, "The certificate of the PDF key {Id}, or one above it, is revoked: the key signs no more.")]
    private partial void LogRevoked(string id);

    /// <summary>What was fetched last: of each key what stands in its files and until when, and what was wrong.</summary>
    private sealed record Fetched(
        FrozenDictionary<string, (SecurityStore Store, DateTimeOffset Until)> Stores, IReadOnlyList<string> Faults, DateTimeOffset Until);
}
