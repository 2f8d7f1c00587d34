using Certificates.Core.Data;

namespace Certificates.Core.Batches;

/// <summary>What approvers decide over batches.</summary>
internal sealed class DecisionStore(Database database)
{
    private const string Decide = """
        UPDATE Batch SET Status = @Status, PublicUntil = @PublicUntil, DecidedBy = @DecidedBy, DecidedAt = @DecidedAt,
            DecisionCipher = @DecisionCipher, DecisionKeyId = @DecisionKeyId
        WHERE Id = @Id AND Status = 0 AND ReceivedBy <> @DecidedBy AND NOT EXISTS (
            SELECT 1 FROM ApiKey s JOIN ApiKey d ON d.PersonId = s.PersonId WHERE s.Id = Batch.ReceivedBy AND d.Id = @DecidedBy)
        """;

    private const string SelectSender = "SELECT ReceivedBy FROM Batch WHERE Id = @id";

    private const string DeclineRows = "UPDATE BatchRow SET Outcome = 3, Reasons = @rowReasons WHERE BatchId = @Id AND Outcome = 0";

    /// <summary>Writes a decision unless there is one, or the sender's person makes it; true when it was written.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="rowReasons">The reasons with which every pending row ends, for a batch that is declined; else null.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<bool> DecideAsync(NewDecision decision, string? rowReasons, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write =>
            {
                var isFirst = await write.ExecuteAsync(Decide, Parameters(decision), cancellationToken) == 1;
                if (isFirst && rowReasons is not null)
                {
                    await write.ExecuteAsync(DeclineRows, new { Id = Ansi.BatchId(decision.Id), rowReasons }, cancellationToken);
                }

                return isFirst;
            },
            cancellationToken);

    /// <summary>The key that sent a batch.</summary>
    public Task<long> SenderAsync(Guid id, CancellationToken cancellationToken) =>
        database.FindAsync<long>(SelectSender, new { id = Ansi.BatchId(id.ToString()) }, cancellationToken);

    private static object Parameters(NewDecision d) =>
        new { Id = Ansi.BatchId(d.Id), d.Status, d.PublicUntil, d.DecidedBy, d.DecidedAt, d.DecisionCipher, d.DecisionKeyId };
}

/// <summary>A decision about to be stored.</summary>
internal sealed record NewDecision(
    string Id, BatchStatus Status, DateTimeOffset? PublicUntil, long DecidedBy, DateTimeOffset DecidedAt, byte[]? DecisionCipher,
        string? DecisionKeyId);
