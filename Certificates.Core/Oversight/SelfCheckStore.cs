using Certificates.Core.Data;

namespace Certificates.Core.Oversight;

/// <summary>The nightly self-checks: who does the one of a day, and what it found.</summary>
internal sealed class SelfCheckStore(Database database)
{
    private const string Begin = """
        INSERT INTO SelfCheck (Day, StartedAt, Checked, Differences)
        SELECT @day, @now, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM SelfCheck WHERE Day = @day)
        """;

    private const string TakeOver = "UPDATE SelfCheck SET StartedAt = @now WHERE Day = @day AND EndedAt IS NULL AND StartedAt < @stale";

    private const string End = """
        UPDATE SelfCheck SET EndedAt = @EndedAt, Checked = @Checked, Differences = @Differences, Certificates = @Certificates,
            Damage = @Damage
        WHERE Day = @Day
        """;

    // What happened last says where a certificate must stand. A recovery put back what the journal knew, which may be any status.
    private const string SelectMisplaced = """
        SELECT c.Id FROM Certificate c JOIN CertificateEvent e ON e.Id = (
            SELECT MAX(x.Id) FROM CertificateEvent x WHERE x.CertificateId = c.Id
            AND x.Kind IN ('issued', 'imported', 'suspended', 'restored', 'revoked', 'cancelled', 'recovered'))
        WHERE c.Id > @after AND c.Id <= @until AND e.Kind <> 'recovered' AND c.Status <>
            CASE e.Kind WHEN 'suspended' THEN 2 WHEN 'revoked' THEN 3 WHEN 'cancelled' THEN 4 ELSE 1 END
        """;

    // A look-up takes for granted that an event put each version in force, see CertificateReader.Events.
    private const string SelectWithoutEvent = """
        SELECT c.Id FROM Certificate c WHERE c.Id > @after AND c.Id <= @until AND c.Status <> 0 AND c.CurrentVersion <> (
            SELECT COUNT(*) FROM CertificateEvent e WHERE e.CertificateId = c.Id AND e.Kind IN ('issued', 'imported'))
        """;

    private const string SelectEnded = """
        SELECT Day, EndedAt, Checked, Differences, Certificates, Damage FROM SelfCheck WHERE EndedAt IS NOT NULL ORDER BY Day DESC
        """;

    private const string SelectLastCertificate = "SELECT COALESCE(MAX(Id), 0) FROM Certificate";

    /// <summary>True for the one process that does the check of a day; another takes it over when it did not end by itself.</summary>
    public Task<bool> BeginAsync(DateOnly day, DateTimeOffset now, DateTimeOffset stale, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write => await write.ExecuteAsync(Begin, new { day, now }, cancellationToken) == 1
                || await write.ExecuteAsync(TakeOver, new { day, now, stale }, cancellationToken) == 1,
            cancellationToken);

    /// <summary>Keeps what the check of a day found.</summary>
    public Task EndAsync(SelfCheckRecord check, CancellationToken cancellationToken) =>
        database.ExecuteAsync(End, check, cancellationToken);

    /// <summary>The last check that ended; null when there was none.</summary>
    public async Task<SelfCheckRecord?> LastAsync(CancellationToken cancellationToken)
    {
        var ended = await database.QueryAsync<SelfCheckRecord>(SelectEnded
            + database.Dialect.FirstRows, new { limit = 1 }, cancellationToken);
        return ended.Count == 0 ? null : ended[0];
    }

    /// <summary>Ids of certificates behind one and up to another that do not stand where their last event put them.</summary>
    public Task<IReadOnlyList<long>> MisplacedAsync(long after, long until, CancellationToken cancellationToken) =>
        database.QueryAsync<long>(SelectMisplaced, new { after, until }, cancellationToken);

    /// <summary>Ids of certificates behind one and up to another of which not every version was put in force by an event.</summary>
    public Task<IReadOnlyList<long>> WithoutEventAsync(long after, long until, CancellationToken cancellationToken) =>
        database.QueryAsync<long>(SelectWithoutEvent, new { after, until }, cancellationToken);

    /// <summary>What the database finds damaged of itself; of a large one a part each night.</summary>
    public string? DamageOf(CheckedPart part, CancellationToken cancellationToken) => database.Dialect.DamageOf(part, cancellationToken);

    /// <summary>True when a read failed because it met damage.</summary>
    public bool IsDamage(Exception fault) => database.Dialect.IsDamage(fault);

    /// <summary>The highest id of a certificate; ids are dense.</summary>
    public Task<long> LastCertificateIdAsync(CancellationToken cancellationToken) =>
        database.FindAsync<long>(SelectLastCertificate, null, cancellationToken);
}

/// <summary>A self-check that ended.</summary>
internal sealed class SelfCheckRecord
{
    public required DateOnly Day { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
    public required long Checked { get; init; }
    public required long Differences { get; init; }
    public string? Certificates { get; init; }
    public string? Damage { get; init; }
}
