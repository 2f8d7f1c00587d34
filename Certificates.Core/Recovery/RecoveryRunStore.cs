using Certificates.Core.Data;

namespace Certificates.Core.Recovery;

/// <summary>What <c>recover</c> was run for, append-only, and what a clock that was ahead has written.</summary>
internal sealed class RecoveryRunStore(Database database)
{
    /// <summary>The register was put back to an older copy.</summary>
    public const string Register = "register";

    /// <summary>The journal was lost, and begins anew from the register.</summary>
    public const string Journal = "journal";

    /// <summary>A clock was ahead.</summary>
    public const string Clock = "clock";

    private const string Insert = "INSERT INTO RecoveryRun (Kind, At, AheadUntil) VALUES (@kind, @at, @aheadUntil)";

    private const string SelectAhead = """
        SELECT 'batch' AS What, b.Id AS Subject, b.ReceivedAt AS At FROM Batch b WHERE b.ReceivedAt > @now
        UNION ALL SELECT 'decision', b.Id, b.DecidedAt FROM Batch b WHERE b.DecidedAt > @now
        UNION ALL SELECT 'reserved', c.Number, v.ReservedAt FROM CertificateVersion v JOIN Certificate c ON c.Id = v.CertificateId
            WHERE v.ReservedAt > @now
        UNION ALL SELECT e.Kind, c.Number, e.At FROM CertificateEvent e JOIN Certificate c ON c.Id = e.CertificateId WHERE e.At > @now
        UNION ALL SELECT d.Kind, d.Target, d.At FROM DirectoryEvent d WHERE d.At > @now
        UNION ALL SELECT 'request', r.Target, r.RequestedAt FROM ChangeRequest r WHERE r.RequestedAt > @now
        """;

    /// <summary>Everything that lies in the future.</summary>
    public async Task<IReadOnlyList<WrittenAhead>> AheadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<WrittenAhead>(SelectAhead, new { now }, cancellationToken)).OrderBy(written => written.At)];

    /// <summary>Writes a run down, whatever is wrong with the clock: that is what it may be for.</summary>
    public Task AppendAsync(string kind, DateTimeOffset at, DateTimeOffset? aheadUntil, CancellationToken cancellationToken) =>
        database.Unguarded.ExecuteAsync(Insert, new { kind = Ansi.Of(kind, 20), at, aheadUntil }, cancellationToken);
}
