using Certificates.Core.Access;
using Certificates.Core.Oversight.Keys;
using Certificates.Core.Register;

namespace Certificates.Core.Oversight.Auditing;

/// <summary>
/// Holds a whole register against its log and its files: the tree against what was signed, in the register and outside it; every
/// certificate against its seal, its events, its files and its last leaf; every leaf against a certificate; the directories against their
/// events, keys and accounts against their seals. Whoever has the database, or the seal's key as well, is found by one of them.
/// </summary>
public sealed class RegisterAudit
{
    private const int AtOnce = 500;
    private readonly AuditStore _store;
    private readonly SelfCheckStore _register;
    private readonly CertificateReader _certificates;
    private readonly LoggedStandings _standings;
    private readonly StoredFileCheck _files;
    private readonly TreeAudit _tree;
    private readonly DirectoryAudit _directories;
    private readonly SigningKeyAudit _keys;
    private readonly AccessSeals _access;

    internal RegisterAudit(
        AuditStore store, SelfCheckStore register, CertificateReader certificates, LoggedStandings standings, StoredFileCheck files,
        TreeAudit tree, DirectoryAudit directories, SigningKeyAudit keys, AccessSeals access) =>
        (_store, _register, _certificates, _standings, _files, _tree, _directories, _keys, _access) =
            (store, register, certificates, standings, files, tree, directories, keys, access);

    /// <summary>Audits; it reads all there is and writes nothing.</summary>
    /// <param name="checkedSoFar">Told after every step how many certificates were held.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public async Task<RegisterAuditReport> RunAsync(Action<long> checkedSoFar, CancellationToken cancellationToken)
    {
        var findings = new List<RegisterFinding>();
        var leaves = await _tree.RunAsync(findings, cancellationToken);
        findings.AddRange(await _keys.RunAsync(cancellationToken));
        var (done, last) = (0L, await _register.LastCertificateIdAsync(cancellationToken));
        for (var after = 0L; after < last; after += AtOnce)
        {
            var ids = Enumerable.Range(1, AtOnce).Select(i => after + i).ToList();
            var differing = await _standings.DifferingAsync(ids, cancellationToken);
            var unread = new List<long>();
            await Unreadable.FindAsync(
                ids, async some => findings.AddRange(await HoldAsync(some, differing, cancellationToken)), unread.Add);
            findings.AddRange((await _store.NumbersAsync(unread, cancellationToken))
                .Select(number => new RegisterFinding(number, LoggedStandings.Unread)));
            done += await _store.CountAsync(after, after + AtOnce, cancellationToken);
            checkedSoFar(done);
        }

        findings.AddRange((await _store.LeavesOfNoneAsync(cancellationToken)).Select(RegisterFinding.OfNone));
        await _directories.RunAsync(findings, cancellationToken);
        findings.AddRange((await _access.BrokenAsync(cancellationToken)).Select(row => new RegisterFinding(row, "seal_broken")));
        return new RegisterAuditReport(done, leaves, findings);
    }

    private async Task<List<RegisterFinding>> HoldAsync(
        IReadOnlyList<long> ids, IReadOnlyDictionary<long, string> differing, CancellationToken cancellationToken)
    {
        var found = new List<RegisterFinding>();
        foreach (var versions in (await _certificates.ByIdsAsync(ids, cancellationToken)).GroupBy(version => version.CertificateId))
        {
            found.AddRange(
                (await CodesAsync(versions, differing.GetValueOrDefault(versions.Key), cancellationToken))
                .Distinct(StringComparer.Ordinal).Select(code => new RegisterFinding(versions.First().Number, code)));
        }

        return found;
    }

    private async Task<List<string>> CodesAsync(
        IEnumerable<VersionRecord> versions, string? standing, CancellationToken cancellationToken)
    {
        List<string> codes = standing is null ? [] : [standing];
        foreach (var version in versions)
        {
            if (version.IsDoubted)
            {
                codes.Add(version.FitsItsNumber() ? "seal_broken" : "number_differs");
            }

            if (SelfCheck.HasFile(version) && await _files.DifferenceAsync(version, cancellationToken) is { } difference)
            {
                codes.Add(difference);
            }
        }

        return codes;
    }
}

/// <summary>What an audit of a register found.</summary>
/// <param name="Certificates">How many were held.</param>
/// <param name="Leaves">The leaves of the log as it was signed.</param>
/// <param name="Findings">What is wrong; empty when all is well.</param>
public sealed record RegisterAuditReport(long Certificates, long Leaves, IReadOnlyList<RegisterFinding> Findings);

/// <summary>Something that is wrong.</summary>
/// <param name="Subject">A certificate's number, <c>log</c>, a target of the directories or a row of access, <c>key/7</c>.</param>
/// <param name="What">A code of <c>docs/trust.md</c>; of the log and the directories a sentence.</param>
public sealed record RegisterFinding(string Subject, string What)
{
    internal static RegisterFinding OfLog(string what) => new("log", what);

    internal static RegisterFinding OfNone(long certificateId) =>
        OfLog($"Certificate {certificateId} has leaves, and is not in the register.");
}
