using Certificates.Core.Oversight.Keys;
using Certificates.Core.Register;

namespace Certificates.Core.Oversight.Sealing;

/// <summary>
/// Seals a register of before there were seals, once, while nothing else uses it. A seal vouches for a row from then on: so each
/// certificate is held against its last event and its signed files first, and one that differs is named and stays without.
/// </summary>
public sealed class RegisterSealing
{
    private const int AtOnce = 200;
    private readonly SealingStore _store;
    private readonly SelfCheckStore _standings;
    private readonly CertificateReader _certificates;
    private readonly StoredFileCheck _files;
    private readonly RegisterKeys _keys;

    internal RegisterSealing(
        SealingStore store, SelfCheckStore standings, CertificateReader certificates, StoredFileCheck files, RegisterKeys keys) =>
        (_store, _standings, _certificates, _files, _keys) = (store, standings, certificates, files, keys);

    /// <summary>Seals what agrees, and lets the services take the register from then on. Broken off, it goes on where it was.</summary>
    /// <param name="sealedSoFar">Told after every step.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <returns>What was found, certificate by certificate.</returns>
    /// <exception cref="InvalidOperationException">The register is sealed already.</exception>
    public async Task<SealingReport> SealAsync(Action<long> sealedSoFar, CancellationToken cancellationToken)
    {
        if (await _keys.IsSealedAsync(cancellationToken))
        {
            throw new InvalidOperationException("This register is sealed already: nothing to do.");
        }

        var (done, differences) = (0L, new List<SealingDifference>());
        var last = await _standings.LastCertificateIdAsync(cancellationToken);
        for (var after = 0L; after < last; after += AtOnce)
        {
            var ids = Enumerable.Range(1, AtOnce).Select(i => after + i).ToList();
            var misplaced = (await _standings.MisplacedAsync(after, after + AtOnce, cancellationToken)).ToHashSet();
            var withoutEvent = (await _standings.WithoutEventAsync(after, after + AtOnce, cancellationToken)).ToHashSet();
            var tokens = new List<PrintedToken>();
            var agreeing = await AgreeingAsync(ids, misplaced, withoutEvent, differences, tokens, cancellationToken);
            await _store.SealAsync(agreeing, tokens, cancellationToken);
            done += agreeing.Count;
            sealedSoFar(done);
        }

        await _store.KeepAsync(cancellationToken);
        return new SealingReport(done, differences);
    }

    private async Task<List<long>> AgreeingAsync(
        List<long> ids, HashSet<long> misplaced, HashSet<long> withoutEvent, List<SealingDifference> differences,
        List<PrintedToken> tokens, CancellationToken cancellationToken)
    {
        var agreeing = new List<long>(ids.Count);
        foreach (var versions in (await _certificates.ByIdsAsync(ids, cancellationToken)).GroupBy(version => version.CertificateId))
        {
            var first = versions.First();
            if (first.Status == CertificateStatus.Reserved && first.Events == 0)
            {
                continue;
            }

            var difference = first.Seal is not null && first.IsDoubted ? "seal_broken"
                : misplaced.Contains(versions.Key) ? "status_without_event"
                : withoutEvent.Contains(versions.Key) ? "no_event"
                : await DifferenceAsync(versions, tokens, cancellationToken);
            if (difference is not null)
            {
                differences.Add(new SealingDifference(first.Number, difference));
            }
            else
            {
                agreeing.Add(versions.Key);
            }
        }

        return agreeing;
    }

    /// <summary>How it differs, or null; and the tokens that its files show, which no build kept that had no status list to sign.</summary>
    private async Task<string?> DifferenceAsync(
        IEnumerable<VersionRecord> versions, List<PrintedToken> tokens, CancellationToken cancellationToken)
    {
        foreach (var version in versions)
        {
            if (!version.FitsItsNumber())
            {
                return "number_differs";
            }

            if (!SelfCheck.HasFile(version))
            {
                continue;
            }

            var (difference, printed) = await _files.ReadAsync(version, cancellationToken);
            if (difference is not null)
            {
                return difference;
            }

            if (version.TokenHash is null && printed is not null && _files.TokenHash(printed) is { } hash)
            {
                tokens.Add(new PrintedToken(version.CertificateId, version.Version, hash));
            }
        }

        return null;
    }
}

/// <summary>What sealing a register found.</summary>
/// <param name="Sealed">Certificates that agree with their events and files.</param>
/// <param name="Differences">Those that do not, which stay without a seal: nothing is said of them.</param>
public sealed record SealingReport(long Sealed, IReadOnlyList<SealingDifference> Differences);

/// <summary>A certificate that was not sealed.</summary>
/// <param name="Number">Which.</param>
/// <param name="What">In what it differs, a code.</param>
public sealed record SealingDifference(string Number, string What);
