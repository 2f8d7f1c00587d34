using Certificates.Core.Data;

namespace Certificates.Core.Batches;

/// <summary>Complaints that hold rows of a batch back.</summary>
internal sealed class HoldStore(Database database)
{
    // A row that is being issued has an owner or a certificate: it can be held no more.
    private const string Hold = """
        UPDATE BatchRow SET HeldAt = @At, HeldBy = @KeyId, HoldCategory = @Category
        WHERE BatchId = @BatchId AND Row = @Row AND Outcome = 0 AND HeldAt IS NULL AND LeaseOwner IS NULL AND CertificateId IS NULL
            AND EXISTS (SELECT 1 FROM Batch WHERE Id = @BatchId AND (Status = 0 OR PublicUntil > @At))
        """;

    private const string Release = """
        UPDATE BatchRow SET HeldAt = NULL, HeldBy = NULL, HoldCategory = NULL WHERE BatchId = @BatchId AND Row = @Row AND Outcome = 0
            AND HeldAt IS NOT NULL
        """;

    private const string Reject = """
        UPDATE BatchRow SET Outcome = 3, Reasons = @Reasons WHERE BatchId = @BatchId AND Row = @Row AND Outcome = 0 AND HeldAt IS NOT NULL
        """;

    private const string SelectNotes = "SELECT HoldCipher, HoldKeyId FROM BatchRow WHERE BatchId = @BatchId AND Row = @Row";

    private const string UpdateNotes =
        "UPDATE BatchRow SET HoldCipher = @HoldCipher, HoldKeyId = @HoldKeyId WHERE BatchId = @BatchId AND Row = @Row";

    /// <summary>Holds a pending row back, while its batch awaits approval or lies open; false when it cannot be.</summary>
    public Task<bool> HoldAsync(HoldChange change, Func<HoldNotes, HoldNotes> note, CancellationToken cancellationToken) =>
        ChangeAsync(Hold, change, note, cancellationToken);

    /// <summary>Lets a held row go; false when it is not held.</summary>
    public Task<bool> ReleaseAsync(HoldChange change, Func<HoldNotes, HoldNotes> note, CancellationToken cancellationToken) =>
        ChangeAsync(Release, change, note, cancellationToken);

    /// <summary>Ends a held row as rejected; false when it is not held.</summary>
    public Task<bool> RejectAsync(HoldChange change, Func<HoldNotes, HoldNotes> note, CancellationToken cancellationToken) =>
        ChangeAsync(Reject, change, note, cancellationToken);

    private Task<bool> ChangeAsync(string statement, HoldChange change, Func<HoldNotes, HoldNotes> note,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write =>
            {
                var id = Ansi.BatchId(change.BatchId);
                var parameters = new { BatchId = id, change.Row, change.At, change.KeyId, change.Category, change.Reasons };
                if (await write.ExecuteAsync(statement, parameters, cancellationToken) == 0)
                {
                    return false;
                }

                var notes = note((await write.FindAsync<HoldNotes>(SelectNotes, new { BatchId = id, change.Row }, cancellationToken))!);
                await write.ExecuteAsync(
                    UpdateNotes, new { BatchId = id, change.Row, notes.HoldCipher, notes.HoldKeyId }, cancellationToken);
                await BatchStore.EndAsync(write, [change.BatchId], cancellationToken);
                return true;
            },
            cancellationToken);
}

/// <summary>A change of a row that is held or shall be.</summary>
internal sealed record HoldChange(string BatchId, long Row, DateTimeOffset At, long KeyId, string? Category, string? Reasons);

/// <summary>What was noted at a row, encrypted; both null while nothing was.</summary>
internal sealed class HoldNotes
{
    public byte[]? HoldCipher { get; init; }
    public string? HoldKeyId { get; init; }
}
