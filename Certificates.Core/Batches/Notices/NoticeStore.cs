using Certificates.Core.Data;

namespace Certificates.Core.Batches.Notices;

/// <summary>Batches as their public lists need them.</summary>
internal sealed class NoticeStore(Database database)
{
    private const string Columns = """
        SELECT b.Id, UNICODE(b.Kind) AS Kind, i.Code AS InstitutionCode, b.ReceivedAt, b.Status, b.PublicUntil, b.NoticeCode
        FROM Batch b JOIN Institution i ON i.Id = b.InstitutionId
        """;

    private const string Select = Columns + " WHERE b.Id = @Id AND (@InstitutionId IS NULL OR b.InstitutionId = @InstitutionId)";
    private const string SelectByCode = Columns + " WHERE b.NoticeCode = @NoticeCode";
    private const string Keep = "UPDATE Batch SET NoticeCode = @NoticeCode WHERE Id = @Id AND NoticeCode IS NULL";
    private const string SelectCode = "SELECT NoticeCode FROM Batch WHERE Id = @Id";

    private const string SelectRows = """
        SELECT BatchId, Row, SentCipher, KeyId FROM BatchRow
        WHERE BatchId = @BatchId AND Outcome = 0 AND HeldAt IS NULL AND Row > @Row ORDER BY Row
        """;

    private const int CodeLength = 32;

    /// <summary>A batch, if it is <paramref name="institutionId"/>'s; null asks for any.</summary>
    public Task<NoticeBatch?> FindAsync(string id, long? institutionId, CancellationToken cancellationToken) =>
        database.FindAsync<NoticeBatch>(Select, new { Id = Ansi.BatchId(id), InstitutionId = institutionId }, cancellationToken);

    /// <summary>The batch announced under a code.</summary>
    public Task<NoticeBatch?> FindByCodeAsync(string code, CancellationToken cancellationToken) =>
        database.FindAsync<NoticeBatch>(SelectByCode, new { NoticeCode = Ansi.Of(code, CodeLength) }, cancellationToken);

    /// <summary>Gives a batch its code, unless another call did; the code it has.</summary>
    public Task<string> KeepAsync(string id, string code, CancellationToken cancellationToken) => database.WriteIdempotentAsync(
        async write =>
        {
            await write.ExecuteAsync(Keep, new { Id = Ansi.BatchId(id), NoticeCode = Ansi.Of(code, CodeLength) }, cancellationToken);
            return (await write.FindAsync<string>(SelectCode, new { Id = Ansi.BatchId(id) }, cancellationToken))!;
        },
        cancellationToken);

    /// <summary>Rows that will be issued unless somebody objects, those behind <paramref name="after"/>.</summary>
    public Task<IReadOnlyList<NoticeRowRecord>> RowsAsync(string id, long after, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync<NoticeRowRecord>(
            SelectRows + database.Dialect.FirstRows, new { BatchId = Ansi.BatchId(id), Row = after, limit }, cancellationToken);
}

/// <summary>What of a batch its list is made by.</summary>
internal sealed class NoticeBatch
{
    public required string Id { get; init; }
    public required CertificateKind Kind { get; init; }
    public required string InstitutionCode { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required BatchStatus Status { get; init; }
    public DateTimeOffset? PublicUntil { get; init; }
    public string? NoticeCode { get; init; }
}

/// <summary>A row that lies open.</summary>
internal sealed class NoticeRowRecord
{
    public required string BatchId { get; init; }
    public required long Row { get; init; }
    public required byte[] SentCipher { get; init; }
    public required string KeyId { get; init; }
}
