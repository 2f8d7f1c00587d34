using Certificates.Core.Data;

namespace Certificates.Core.Recovery;

/// <summary>The instant up to which whoever reads the register knows it: written by those who issue, read on replicas.</summary>
internal sealed class HeartbeatStore(Database database)
{
    // One that lies far ahead was written by a clock that was: it would keep a replica believed that is not.
    private const string Update = "UPDATE Heartbeat SET At = @at WHERE Id = 1 AND (At < @at OR At > @ahead)";

    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(1);

    private const string Insert = "INSERT INTO Heartbeat (Id, At) SELECT 1, @at WHERE NOT EXISTS (SELECT 1 FROM Heartbeat WHERE Id = 1)";

    /// <summary>Writes it; it never goes back, whichever process writes, unless it was far ahead.</summary>
    public Task BeatAsync(DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        async write => await write.ExecuteAsync(Update, new { at, ahead = at + MostAhead }, cancellationToken)
            + await write.ExecuteAsync(Insert, new { at }, cancellationToken),
        cancellationToken);
}
