using Certificates.Core.Data;

namespace Certificates.Core.Register.Clock;

/// <summary>
/// What the register knows of the time: the last instants of all that is written with one. Heartbeats are none: each process writes them,
/// whatever its clock says.
/// </summary>
internal sealed class RegisterClockStore(Database database)
{
    // One clock of several may be ahead: not the last row counts, but the latest of the last.
    private const int Last = 300;

    private const string SelectSpans =
        "SELECT At, AheadUntil FROM RecoveryRun WHERE Kind = 'clock' AND AheadUntil IS NOT NULL ORDER BY Id DESC";

    private const string SelectReceived = "SELECT COALESCE(DecidedAt, ReceivedAt) AS At FROM Batch ORDER BY Id DESC";

    private const string SelectReserved = "SELECT ReservedAt AS At FROM CertificateVersion ORDER BY CertificateId DESC";

    private const string SelectHappened = "SELECT At FROM CertificateEvent ORDER BY Id DESC";

    private const string SelectEntered = "SELECT At FROM DirectoryEvent ORDER BY Id DESC";

    private const string SelectAsked = "SELECT RequestedAt AS At FROM ChangeRequest ORDER BY Id DESC";

    /// <summary>The database server's clock, if it has one; the spans that were let stand; the last instants.</summary>
    public Task<(DateTimeOffset? Server, IReadOnlyList<AheadSpan> Spans, IReadOnlyList<DateTimeOffset> Instants)> ReadAsync(
        CancellationToken cancellationToken) => database.ReadAsync(
            async (connection, token) =>
            {
                Task<IReadOnlyList<T>> LastAsync<T>(string statement) =>
                    connection.QueryAsync<T>(statement + database.Dialect.FirstRows, new { limit = Last }, token);
                var instants = new List<DateTimeOffset>();
                foreach (var statement in (string[])[SelectReceived, SelectReserved, SelectHappened, SelectEntered, SelectAsked])
                {
                    instants.AddRange(await LastAsync<DateTimeOffset>(statement));
                }

                var spans = await LastAsync<AheadSpan>(SelectSpans);
                return (await database.Dialect.ServerNowAsync(connection, token), spans, (IReadOnlyList<DateTimeOffset>)instants);
            },
            cancellationToken);
}
