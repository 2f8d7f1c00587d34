using System.Data.Common;
using System.Text;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Copies;

/// <summary>
/// What holders order, kept by the site, and what the issuing service signs. The desk is the site's to bring up: to the issuing service one
/// that is not there, or is older than this table, is one without orders.
/// </summary>
internal sealed class DeskOrders([FromKeyedServices(Database.Desk)] Database desk)
{
    private const int IdLength = 36, CodeLength = 20, RefusalLength = 40, KeyLength = 64;

    private const string Columns = """
        SELECT Id, CertificateId, Version, Kind, OrderedAt, EndsAt, Purpose, WordsCipher, WordsKeyId, AnsweredAt, Refusal
        FROM desk.CopyOrder
        """;

    private const string SelectByCertificates = Columns + " WHERE CertificateId IN @certificateIds AND EndsAt > @now ORDER BY Id DESC";

    private const string SelectOne = Columns + " WHERE Id = @id";

    private const string SelectOpen = Columns + " WHERE AnsweredAt IS NULL AND EndsAt > @now ORDER BY Id";

    private const string SelectByFile = Columns + " WHERE FileHash = @fileHash";

    private const string SelectByCode = Columns + " WHERE CodeHash = @codeHash AND EndsAt > @now";

    private const string SelectBody = """
        SELECT Id, CertificateId, Kind, BodyCipher, BodyKeyId FROM desk.CopyOrder
        WHERE Id = @id AND CertificateId IN @certificateIds AND EndsAt > @now AND BodyCipher IS NOT NULL
        """;

    private const string Insert = """
        INSERT INTO desk.CopyOrder (Id, CertificateId, Version, Kind, OrderedAt, EndsAt, Purpose, WordsCipher, WordsKeyId)
        SELECT @id, @CertificateId, @Version, @kind, @OrderedAt, @EndsAt, @purpose, @WordsCipher, @wordsKeyId
        WHERE (SELECT COUNT(*) FROM desk.CopyOrder
            WHERE CertificateId = @CertificateId AND Kind = @kind AND EndsAt > @OrderedAt AND Refusal IS NULL
                AND (Kind = 'copy' OR Version = @Version)) < @limit
        """;

    private const string CountById = "SELECT COUNT(*) FROM desk.CopyOrder WHERE Id = @id";

    // Of two processes that answer at once the second finds nothing to update.
    private const string UpdateAnswer = """
        UPDATE desk.CopyOrder
        SET AnsweredAt = @AnsweredAt, Refusal = @refusal, BodyCipher = @BodyCipher, BodyKeyId = @bodyKeyId, FileHash = @FileHash,
            CodeHash = @CodeHash
        WHERE Id = @id AND AnsweredAt IS NULL
        """;

    private const string Delete = "DELETE FROM desk.CopyOrder WHERE EndsAt < @before";

    /// <summary>Orders about some certificates that have not ended, newest first.</summary>
    public Task<IReadOnlyList<OrderRecord>> ListAsync(
        IReadOnlyCollection<long> certificateIds, DateTimeOffset now, CancellationToken cancellationToken) =>
        desk.QueryAsync<OrderRecord>(SelectByCertificates, new { certificateIds, now }, cancellationToken);

    /// <summary>An order; null when there is none.</summary>
    public Task<OrderRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        desk.FindAsync<OrderRecord>(SelectOne, new { id = Ansi.Of(id, IdLength) }, cancellationToken);

    /// <summary>The order of a copy by its file's SHA-256, ended or not; null when there is none.</summary>
    public Task<OrderRecord?> ByFileAsync(byte[] fileHash, CancellationToken cancellationToken) =>
        desk.FindAsync<OrderRecord>(SelectByFile, new { fileHash }, cancellationToken);

    /// <summary>The order of a copy that has not ended, by the keyed hash of its code; null when there is none.</summary>
    public Task<OrderRecord?> ByCodeAsync(byte[] codeHash, DateTimeOffset now, CancellationToken cancellationToken) =>
        desk.FindAsync<OrderRecord>(SelectByCode, new { codeHash, now }, cancellationToken);

    /// <summary>Orders that nobody answered yet, oldest first.</summary>
    public async Task<IReadOnlyList<OrderRecord>> OpenAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        if (desk.Dialect.FilePath is { } file && !File.Exists(file))
        {
            return [];
        }

        try
        {
            return await desk.QueryAsync<OrderRecord>(SelectOpen + desk.Dialect.FirstRows, new { now, limit }, cancellationToken);
        }
        catch (DbException fault) when (MissingTable.IsToldBy(fault))
        {
            return [];
        }
    }

    /// <summary>What was signed for an order about one of some certificates; null when it is not there.</summary>
    public Task<OrderBodyRecord?> BodyAsync(
        string id, IReadOnlyCollection<long> certificateIds, DateTimeOffset now, CancellationToken cancellationToken) =>
        desk.FindAsync<OrderBodyRecord>(SelectBody, new { id = Ansi.Of(id, IdLength), certificateIds, now }, cancellationToken);

    /// <summary>Keeps an order; false when as many of its kind are live as may be.</summary>
    public Task<bool> InsertAsync(OrderRecord order, int limit, CancellationToken cancellationToken) => desk.WriteAsync(
        async write =>
        {
            await DeskTurn.TakeAsync(write, order.CertificateId, cancellationToken);
            return await write.ExecuteAsync(
                Insert,
                new
                {
                    id = Ansi.Of(order.Id, IdLength),
                    order.CertificateId,
                    order.Version,
                    kind = Ansi.Of(order.Kind, CodeLength),
                    order.OrderedAt,
                    order.EndsAt,
                    purpose = Ansi.Of(order.Purpose, CodeLength),
                    order.WordsCipher,
                    wordsKeyId = Ansi.Of(order.WordsKeyId, KeyLength),
                    limit,
                },
                cancellationToken) == 1;
        },
        async write => await write.ScalarAsync<long>(CountById, new { id = Ansi.Of(order.Id, IdLength) }, cancellationToken) > 0
            ? Found<bool>.There(true)
            : default,
        cancellationToken);

    /// <summary>Keeps what was signed, or why nothing was; false when another process was first.</summary>
    public async Task<bool> AnswerAsync(OrderAnswer answer, CancellationToken cancellationToken) => await desk.ExecuteAsync(
        UpdateAnswer,
        new
        {
            id = Ansi.Of(answer.Id, IdLength),
            answer.AnsweredAt,
            refusal = Ansi.Of(answer.Refusal, RefusalLength),
            answer.BodyCipher,
            bodyKeyId = Ansi.Of(answer.BodyKeyId, KeyLength),
            answer.FileHash,
            answer.CodeHash,
        },
        cancellationToken) == 1;

    /// <summary>Forgets what ended before an instant.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        desk.ExecuteIdempotentAsync(Delete, new { before }, cancellationToken);
}

/// <summary>An order as the desk keeps it, without what was signed.</summary>
internal sealed record OrderRecord
{
    public required string Id { get; init; }
    public required long CertificateId { get; init; }
    public required long Version { get; init; }
    public required string Kind { get; init; }
    public required DateTimeOffset OrderedAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public string? Purpose { get; init; }
    public byte[]? WordsCipher { get; init; }
    public string? WordsKeyId { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public string? Refusal { get; init; }

    /// <summary>What the holder of a copy adds; empty when there is nothing.</summary>
    public string Words(DataCipher documents) => this is { WordsCipher: { } cipher, WordsKeyId: { } keyId }
        ? Encoding.UTF8.GetString(documents.Decrypt(cipher, keyId, Places.CopyWords(Id)))
        : "";

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(OrderRecord);
}

/// <summary>What was signed for an order.</summary>
internal sealed class OrderBodyRecord
{
    public required string Id { get; init; }
    public required long CertificateId { get; init; }
    public required string Kind { get; init; }
    public required byte[] BodyCipher { get; init; }
    public required string BodyKeyId { get; init; }
}

/// <summary>The issuing service's answer to an order.</summary>
internal sealed record OrderAnswer
{
    public required string Id { get; init; }
    public required DateTimeOffset AnsweredAt { get; init; }
    public string? Refusal { get; init; }
    public byte[]? BodyCipher { get; init; }
    public string? BodyKeyId { get; init; }

    /// <summary>SHA-256 of a copy's file.</summary>
    public byte[]? FileHash { get; init; }

    /// <summary>A keyed hash of the code in a copy's QR code.</summary>
    public byte[]? CodeHash { get; init; }
}
