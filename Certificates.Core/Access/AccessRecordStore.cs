using Certificates.Core.Data;

namespace Certificates.Core.Access;

/// <summary>Who called what; appended in groups, never changed.</summary>
internal sealed class AccessRecordStore(Database database)
{
    private const string SelectIds = "SELECT Id, Number FROM Certificate WHERE Number IN @numbers";

    private const string Select = """
        SELECT r.Id, r.At, r.KeyId, r.Call, c.Number AS CertificateNumber, r.BatchId
        FROM AccessRecord r LEFT JOIN Certificate c ON c.Id = r.CertificateId
        WHERE (@KeyId IS NULL OR r.KeyId = @KeyId) AND (@From IS NULL OR r.At >= @From) AND (@Until IS NULL OR r.At < @Until)
            AND (@Before IS NULL OR r.Id < @Before) AND (@BatchId IS NULL OR r.BatchId = @BatchId)
        """;

    private const string OfCertificate = " AND r.CertificateId = (SELECT Id FROM Certificate WHERE Number = @Number)";
    private const string NewestFirst = " ORDER BY r.Id DESC";
    private const string SelectAll = Select + NewestFirst;
    private const string SelectOfCertificate = Select + OfCertificate + NewestFirst;

    private static readonly TableColumns<(NewAccessRecord Call, long? CertificateId)> Columns = new(
        "AccessRecord",
        ("At", r => r.Call.At),
        ("KeyId", r => r.Call.KeyId),
        ("Call", r => r.Call.Call),
        ("CertificateId", r => r.CertificateId),
        ("BatchId", r => r.Call.BatchId));

    /// <summary>Appends records; those that name a number that is none name no certificate. At most 1,000 a call.</summary>
    public Task<int> AppendAsync(IReadOnlyList<NewAccessRecord> records, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write =>
            {
                var numbers = Ansi.Many(
                    records.Select(record => record.CertificateNumber).OfType<string>().Distinct(StringComparer.Ordinal),
                    Ansi.NumberLength);
                var ids = numbers.Count == 0
                    ? new Dictionary<string, long>(StringComparer.Ordinal)
                    : (await write.QueryAsync<(long Id, string Number)>(SelectIds, new { numbers }, cancellationToken))
                        .ToDictionary(certificate => certificate.Number, certificate => certificate.Id, StringComparer.Ordinal);
                var rows = records.Select(record => (
                    record, record.CertificateNumber is { } number && ids.TryGetValue(number, out var id) ? id : default(long?)));
                await database.Dialect.InsertAsync(write.Transaction, Columns, rows, cancellationToken);
                return records.Count;
            },
            cancellationToken);

    /// <summary>Records that fit a question, newest first.</summary>
    public Task<IReadOnlyList<AccessRecordRecord>> ListAsync(AccessQuestion asked, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync<AccessRecordRecord>(
            (asked.Number is null ? SelectAll : SelectOfCertificate) + database.Dialect.FirstRows,
            new
            {
                asked.KeyId,
                Number = asked.Number is { } number
                ? Ansi.Of(number, Ansi.NumberLength)
                : null,
                BatchId = Ansi.BatchId(asked.BatchId),
                asked.From,
                asked.Until,
                asked.Before,
                limit
            },
            cancellationToken);
}

/// <summary>A call about to be recorded.</summary>
internal sealed record NewAccessRecord(DateTimeOffset At, long KeyId, string Call, string? CertificateNumber, string? BatchId);

/// <summary>Which records are asked for; null is any.</summary>
internal sealed record AccessQuestion(
    long? KeyId, string? Number, string? BatchId, DateTimeOffset? From, DateTimeOffset? Until, long? Before);

/// <summary>A call on record.</summary>
internal sealed class AccessRecordRecord
{
    public required long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long KeyId { get; init; }
    public required string Call { get; init; }
    public string? CertificateNumber { get; init; }
    public string? BatchId { get; init; }
}
