using Certificates.Core.Data;

namespace Certificates.Core.Recovery;

/// <summary>The instant up to which whoever reads the register knows it: written by those who issue, read on replicas.</summary>
internal sealed class HeartbeatStore(Database database)
{
    private const string Update = "UPDATE Heartbeat SET At = @at WHERE Id = 1 AND At < @at";

    private const string Insert = "INSERT INTO Heartbeat (Id, At) SELECT 1, @at WHERE NOT EXISTS (SELECT 1 FROM Heartbeat WHERE Id = 1)";

    /// <summary>Writes it; it never goes back, whichever process writes.</summary>
    public Task BeatAsync(DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        async write => await write.ExecuteAsync(Update, new { at }, cancellationToken)
            + await write.ExecuteAsync(Insert, new { at }, cancellationToken),
        cancellationToken);
}
