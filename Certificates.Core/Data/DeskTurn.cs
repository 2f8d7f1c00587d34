namespace Certificates.Core.Data;

/// <summary>
/// The turn of a write to the desk that counts before it writes. With read-committed snapshots two that count at once both find room for
/// the last one; so each first changes a row that the other must wait for.
/// </summary>
internal static class DeskTurn
{
    private const int Turns = 8;

    private const string Take = "UPDATE desk.Turn SET Taken = Taken + 1 WHERE Id = @turn";

    /// <summary>Waits until nobody else counts for this certificate, and keeps them off until the write ends.</summary>
    public static Task TakeAsync(WriteTransaction write, long certificateId, CancellationToken cancellationToken) =>
        write.ExecuteAsync(Take, new { turn = certificateId % Turns }, cancellationToken);
}
