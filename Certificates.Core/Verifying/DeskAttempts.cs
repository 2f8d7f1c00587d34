using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying;

/// <summary>How often something failed within a window of time, under keyed hashes.</summary>
internal sealed class DeskAttempts([FromKeyedServices(Database.Desk)] Database desk)
{
    private const string Select = "SELECT Count FROM desk.Attempt WHERE KeyHash = @keyHash AND WindowStart = @windowStart";

    private const string SelectUsedUp = "SELECT KeyHash FROM desk.Attempt WHERE WindowStart = @windowStart AND Count >= @allowed";

    private const string Insert = """
        INSERT INTO desk.Attempt (KeyHash, WindowStart, Count)
        SELECT @keyHash, @windowStart, 0 WHERE NOT EXISTS (SELECT 1 FROM desk.Attempt WHERE KeyHash = @keyHash AND WindowStart =
            @windowStart)
        """;

    private const string Update = "UPDATE desk.Attempt SET Count = Count + 1 WHERE KeyHash = @keyHash AND WindowStart = @windowStart";

    private const string Delete = "DELETE FROM desk.Attempt WHERE WindowStart < @before";

    /// <summary>The count of a window.</summary>
    public async Task<long> CountAsync(byte[] keyHash, DateTimeOffset windowStart, CancellationToken cancellationToken) =>
        await desk.FindAsync<long?>(Select, new { keyHash, windowStart }, cancellationToken) ?? 0;

    /// <summary>Everything that was counted at least so often in a window.</summary>
    public Task<IReadOnlyList<byte[]>> UsedUpAsync(DateTimeOffset windowStart, int allowed, CancellationToken cancellationToken) =>
        desk.QueryAsync<byte[]>(SelectUsedUp, new { windowStart, allowed }, cancellationToken);

    /// <summary>Adds one; the count with it.</summary>
    public Task<long> AddAsync(byte[] keyHash, DateTimeOffset windowStart, CancellationToken cancellationToken) =>
        desk.WriteAsync(
            async write =>
            {
                var window = new { keyHash, windowStart };
                await write.ExecuteAsync(Insert, window, cancellationToken);
                await write.ExecuteAsync(Update, window, cancellationToken);
                return await write.ScalarAsync<long>(Select, window, cancellationToken);
            },
            cancellationToken);

    /// <summary>Forgets windows that began before an instant.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        desk.ExecuteIdempotentAsync(Delete, new { before }, cancellationToken);
}
