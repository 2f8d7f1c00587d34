using Certificates.Core.Data;
using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Core.Oversight;

/// <summary>What was received in a span of time, and what stands in the register of it.</summary>
internal sealed class ReconciliationStore(Database database)
{
    private const string InSpan = "b.ReceivedAt >= @from AND b.ReceivedAt < @until AND (@institutionId IS NULL OR b.InstitutionId "
        + "= @institutionId)";

    private const string SelectReceived = $"""
        SELECT b.Id AS BatchId, i.Code AS InstitutionCode, b.ReceivedAt, b.Origin, r.Outcome, COUNT(*) AS Count
        FROM Batch b JOIN Institution i ON i.Id = b.InstitutionId JOIN BatchRow r ON r.BatchId = b.Id
        WHERE {InSpan}
        GROUP BY b.Id, i.Code, b.ReceivedAt, b.Origin, r.Outcome
        """;

    // A cross join is one that SQLite leaves in the order it is written in: the batches of the span lead, not all certificates.
    private const string SelectStored = $"""
        SELECT b.Id AS BatchId, COUNT(*) AS Count,
            SUM(CASE WHEN r.Outcome = 1 AND r.CertificateId = c.Id AND c.InstitutionId = b.InstitutionId THEN 1 ELSE 0 END) AS WithRow
        FROM Batch b
        CROSS JOIN CertificateVersion v
        CROSS JOIN Certificate c
        LEFT JOIN BatchRow r ON r.BatchId = v.BatchId AND r.Row = v.Row
        WHERE v.BatchId = b.Id AND c.Id = v.CertificateId AND {InSpan} AND v.Version = 1
            AND v.CompletedAt IS NOT NULL AND c.Status > 0 AND (b.Origin = 1 OR v.DocumentId IS NOT NULL)
        GROUP BY b.Id
        """;

    private const string SelectWithoutBatch = """
        SELECT i.Code AS InstitutionCode, v.ReservedAt, COUNT(*) AS Count
        FROM CertificateVersion v
        JOIN Certificate c ON c.Id = v.CertificateId
        JOIN Institution i ON i.Id = c.InstitutionId
        WHERE v.BatchId IS NULL AND v.Version = 1 AND v.ReservedAt >= @from AND v.ReservedAt < @until
            AND (@institutionId IS NULL OR c.InstitutionId = @institutionId)
        GROUP BY i.Code, v.ReservedAt
        """;

    /// <summary>What was received from an instant up to another, and how its rows ended.</summary>
    public Task<IReadOnlyList<ReceivedCount>> ReceivedAsync(
        DateTimeOffset from, DateTimeOffset until, long? institutionId, CancellationToken cancellationToken) =>
        database.QueryAsync<ReceivedCount>(SelectReceived, new { from, until, institutionId }, cancellationToken);

    /// <summary>Everything received from an instant up to another, of one institution or of all.</summary>
    public async Task<ReconciliationRecord> ReadAsync(
        DateTimeOffset from, DateTimeOffset until, long? institutionId, CancellationToken cancellationToken)
    {
        var span = new { from, until, institutionId };
        return new ReconciliationRecord(
            await database.QueryAsync<ReceivedCount>(SelectReceived, span, cancellationToken),
            await database.QueryAsync<StoredCount>(SelectStored, span, cancellationToken),
            await database.QueryAsync<StrayCount>(SelectWithoutBatch, span, cancellationToken));
    }
}

/// <summary>The three lists that must agree.</summary>
internal sealed record ReconciliationRecord(
    IReadOnlyList<ReceivedCount> Received, IReadOnlyList<StoredCount> Stored, IReadOnlyList<StrayCount> WithoutBatch);

/// <summary>Rows of a batch with one outcome.</summary>
internal sealed class ReceivedCount
{
    public required string BatchId { get; init; }
    public required string InstitutionCode { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required CertificateOrigin Origin { get; init; }
    public required RowOutcome Outcome { get; init; }
    public required long Count { get; init; }
}

/// <summary>Certificates that name a batch, and those of them whose row says so too.</summary>
internal sealed class StoredCount
{
    public required string BatchId { get; init; }
    public required long Count { get; init; }
    public required long WithRow { get; init; }
}

/// <summary>Certificates that came from no batch.</summary>
internal sealed class StrayCount
{
    public required string InstitutionCode { get; init; }
    public required DateTimeOffset ReservedAt { get; init; }
    public required long Count { get; init; }
}
