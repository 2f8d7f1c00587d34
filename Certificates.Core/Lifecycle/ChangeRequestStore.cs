using Certificates.Core.Data;

namespace Certificates.Core.Lifecycle;

/// <summary>Change requests and their decisions.</summary>
internal sealed class ChangeRequestStore(Database database)
{
    private const string SelectOne = """
        SELECT r.Id, r.Kind, r.Target, r.InstitutionId, i.Code AS InstitutionCode, r.Certificates, r.Category, r.NeedsAuthority,
            r.PayloadCipher,
            r.KeyId, r.PhotoCipher, r.RequestedBy, r.RequestedAt, r.DecidedBy, r.DecidedAt, r.Decision, r.DecisionCipher, r.DecisionKeyId,
            r.AgreedBy, r.AgreedAt
        FROM ChangeRequest r JOIN Institution i ON i.Id = r.InstitutionId
        WHERE r.Id = @id AND (@institutionId IS NULL OR r.InstitutionId = @institutionId)
        """;

    private const string SelectMany = """
        SELECT r.Id, r.Kind, r.Target, r.InstitutionId, i.Code AS InstitutionCode, r.Certificates, r.Category, r.NeedsAuthority,
            r.PayloadCipher,
            r.KeyId, r.RequestedBy, r.RequestedAt, r.DecidedBy, r.DecidedAt, r.Decision, r.DecisionCipher, r.DecisionKeyId,
            r.AgreedBy, r.AgreedAt
        FROM ChangeRequest r JOIN Institution i ON i.Id = r.InstitutionId
        WHERE (@institutionId IS NULL OR r.InstitutionId = @institutionId) AND (@before IS NULL OR r.Id < @before)
            AND (@isDecided IS NULL OR @isDecided = CASE WHEN r.Decision IS NULL THEN 0 ELSE 1 END)
        ORDER BY r.Id DESC
        """;

    private const string Insert = """
        INSERT INTO ChangeRequest (Id, Kind, Target, InstitutionId, Certificates, Category, NeedsAuthority, PayloadCipher, KeyId,
            PhotoCipher,
            RequestedBy, RequestedAt)
        VALUES (@Id, @Kind, @Target, @InstitutionId, @Certificates, @Category, @NeedsAuthority, @PayloadCipher, @KeyId, @PhotoCipher,
            @RequestedBy, @RequestedAt)
        """;

    // Of two that decide at once the second finds nothing to update. A photo that was taken over or refused is not kept twice.
    private const string Decide = """
        UPDATE ChangeRequest
        SET DecidedBy = @DecidedBy, DecidedAt = @DecidedAt, Decision = @Decision, DecisionCipher = @DecisionCipher,
            DecisionKeyId = @DecisionKeyId, PhotoCipher = NULL
        WHERE Id = @Id AND Decision IS NULL
        """;

    private const string Agree =
        "UPDATE ChangeRequest SET AgreedBy = @by, AgreedAt = @at WHERE Id = @id AND Decision IS NULL AND AgreedBy IS NULL";

    /// <summary>Stores a request; its id.</summary>
    /// <param name="make">Makes the record of an id, which its encrypted parts are bound to.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    public Task<long> InsertAsync(Func<long, ChangeRequestRecord> make, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write =>
            {
                var id = await write.ScalarAsync<long>(
                    database.Dialect.TakeIds, new { name = Ansi.Of("ChangeRequest", 60), count = 1 }, cancellationToken);
                await write.ExecuteAsync(Insert, make(id), cancellationToken);
                return id;
            },
            cancellationToken);

    /// <summary>A request, if it is <paramref name="institutionId"/>'s; null asks for any.</summary>
    public Task<ChangeRequestRecord?> FindAsync(long id, long? institutionId, CancellationToken cancellationToken) =>
        database.FindAsync<ChangeRequestRecord>(SelectOne, new { id, institutionId }, cancellationToken);

    /// <summary>Requests without their photos, newest first, those before <paramref name="before"/>.</summary>
    public Task<IReadOnlyList<ChangeRequestRecord>> ListAsync(
        long? institutionId, bool? isDecided, long? before, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync<ChangeRequestRecord>(
            SelectMany + database.Dialect.FirstRows,
            new { institutionId, isDecided = isDecided is { } decided ? decided ? 1 : 0 : default(int?), before, limit },
            cancellationToken);

    /// <summary>Keeps the first of two who agree; false when there is one, or it was decided.</summary>
    public async Task<bool> AgreeAsync(long id, long by, DateTimeOffset at, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(Agree, new { id, by, at }, cancellationToken) == 1;

    /// <summary>Decides a request; false when it was decided before.</summary>
    public async Task<bool> DecideAsync(DecisionRecord decision, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(Decide, decision, cancellationToken) == 1;

    /// <summary>The same within the write that makes the change.</summary>
    public static async Task<bool> DecideAsync(WriteTransaction write, DecisionRecord decision, CancellationToken cancellationToken) =>
        await write.ExecuteAsync(Decide, decision, cancellationToken) == 1;
}

/// <summary>A change request as it stands in the register.</summary>
internal sealed class ChangeRequestRecord
{
    public required long Id { get; init; }
    public required string Kind { get; init; }
    public required string Target { get; init; }
    public required long InstitutionId { get; init; }
    public string InstitutionCode { get; init; } = "";
    public required long Certificates { get; init; }
    public required string Category { get; init; }
    public required bool NeedsAuthority { get; init; }
    public required byte[] PayloadCipher { get; init; }
    public required string KeyId { get; init; }
    public byte[]? PhotoCipher { get; init; }
    public required long RequestedBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public long? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? Decision { get; init; }
    public byte[]? DecisionCipher { get; init; }
    public string? DecisionKeyId { get; init; }
    public long? AgreedBy { get; init; }
    public DateTimeOffset? AgreedAt { get; init; }
}

/// <summary>A decision over a change request.</summary>
/// <param name="Id">The request.</param>
/// <param name="DecidedBy">The key.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Decision">approved or refused.</param>
/// <param name="DecisionCipher">Why, encrypted; null for an approval.</param>
/// <param name="DecisionKeyId">The key it is encrypted with.</param>
internal sealed record DecisionRecord(
    long Id, long DecidedBy, DateTimeOffset DecidedAt, string Decision, byte[]? DecisionCipher, string? DecisionKeyId);
