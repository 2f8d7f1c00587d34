using System.Data.Common;
using Dapper;
using DbUp.Builder;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Data;

/// <summary>
/// A replica of the register, read as far as it has arrived: every connection is asked first for the last heartbeat on it. One that
/// is too far behind is not read; the primary is, where there is a way to it.
/// </summary>
internal sealed class ReplicaDialect(Dialect replica, Dialect? primary, TimeProvider clock) : Dialect, IDisposable
{
    internal const string SelectHeartbeat = "SELECT At FROM Heartbeat WHERE Id = 1";

    /// <summary>The furthest that a replica may be behind.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public override SchemaScripts Scripts => replica.Scripts;

    public override string ClaimRows => replica.ClaimRows;

    public override string TakeSerials => replica.TakeSerials;

    public override string TakeIds => replica.TakeIds;

    public override string FirstRows => replica.FirstRows;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection;
        try
        {
            connection = await replica.OpenAsync(cancellationToken);
        }
        catch (RegisterUnfitException) when (primary is not null)
        {
            // It knows less than was read before: of a replica that is no fault, and the primary knows all.
            return await primary.OpenAsync(cancellationToken);
        }

        try
        {
            var (at, now) = (await HeartbeatAsync(connection, cancellationToken), clock.GetUtcNow());
            if ((now - at).Duration() <= Longest)
            {
                ReadSpan.Current?.KnownUpTo(at);
                return connection;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return primary is null ? throw new ReplicaBehindException() : await primary.OpenAsync(cancellationToken);
    }

    public override Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken) => throw ReadsOnly();

    public override Task InsertAsync(
        DbTransaction transaction, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken) =>
            throw ReadsOnly();

    public override Task<IDisposable> LockForMigrationAsync(ILogger log, CancellationToken cancellationToken) => throw ReadsOnly();

    public override UpgradeEngineBuilder Migration() => throw ReadsOnly();

    public override bool IsUniqueViolation(Exception fault) => replica.IsUniqueViolation(fault);

    public override bool IsTransient(Exception fault) =>
        fault is not (ReplicaBehindException or RegisterUnfitException) && replica.IsTransient(fault);

    public void Dispose()
    {
        (replica as IDisposable)?.Dispose();
        (primary as IDisposable)?.Dispose();
    }

    private static NotSupportedException ReadsOnly() => new("A replica is only read.");

    private static async Task<DateTimeOffset> HeartbeatAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>(new CommandDefinition(SelectHeartbeat,
            cancellationToken: cancellationToken))
        ?? DateTimeOffset.MinValue;
}

/// <summary>No connection can be had that knows the register well enough: an outage.</summary>
internal sealed class ReplicaBehindException()
    : DbException("The replica is behind the register by more than five seconds, and no primary can be asked.");

/// <summary>The reads of one answer: up to when the register is known in all of them.</summary>
internal sealed class ReadSpan(DateTimeOffset begun)
{
    private static readonly AsyncLocal<ReadSpan?> Running = new();
    private readonly Lock _lock = new();

    /// <summary>The one that is being read now; null outside any.</summary>
    public static ReadSpan? Current => Running.Value;

    /// <summary>The instant: when the reads began, or the oldest heartbeat among the replicas that were read.</summary>
    public DateTimeOffset AsOf { get; private set; } = begun;

    /// <summary>Begins the reads of one answer, for whatever this call goes on to call.</summary>
    public static ReadSpan Begin(DateTimeOffset now) => Running.Value = new ReadSpan(now);

    /// <summary>A replica was read that knows the register up to an instant.</summary>
    public void KnownUpTo(DateTimeOffset instant)
    {
        lock (_lock)
        {
            AsOf = instant < AsOf ? instant : AsOf;
        }
    }
}
