using System.Data.Common;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Register.Sealing;
using Certificates.Core.Register;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Lifecycle;

/// <summary>Changes of certificates' status, each with its event.</summary>
internal sealed class LifecycleStore(Database database, IRecoveryMarks marks, SealStore seals)
{
    /// <summary>Most certificates a statement is for.</summary>
    public const int AtOnce = 1000;

    private const string SelectByIds = Standing.Select + " WHERE Id IN @ids ORDER BY Id";

    private const string SelectByNumbers = Standing.Select + " WHERE Number IN @numbers AND Status > 0 ORDER BY Id";

    private const string SelectIdsOfBatch = "SELECT CertificateId FROM BatchRow WHERE BatchId = @batchId AND Outcome = 1 ORDER BY Row";

    private const string Move = """
        UPDATE Certificate SET Status = @Status, StatusChangedAt = @At, StatusCategory = @Category WHERE Id IN @ids
        """;

    /// <summary>
    /// One write that may be refused, and then nothing of it is kept. That two live certificates would be alike is a refusal too:
    /// the unique index has the last word.
    /// </summary>
    public async Task<Result<T>> WriteAsync<T>(Func<WriteTransaction, Task<Result<T>>> write, CancellationToken cancellationToken)
        where T : notnull
    {
        try
        {
            HashSet<long> changed = [];
            var result = await database.WriteUnlessRefusedAsync(
                async transaction =>
                {
                    var written = await write(transaction);
                    changed = transaction.Changed;
                    return written;
                },
                cancellationToken);
            if (result.Refusals is null)
            {
                await marks.ChangedAsync(changed);
            }

            return result;
        }
        catch (DbException fault) when (database.Dialect.IsUniqueViolation(fault))
        {
            return new Refusal(RefusalCode.CertificateExists);
        }
    }

    /// <summary>Where certificates stand; at most <see cref="AtOnce"/> a call.</summary>
    public Task<IReadOnlyList<Standing>> StandingsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        database.QueryAsync<Standing>(SelectByIds, new { ids }, cancellationToken);

    /// <summary>Where certificates stand by number, reserved ones left out; at most <see cref="AtOnce"/> a call.</summary>
    public Task<IReadOnlyList<Standing>> ByNumbersAsync(IEnumerable<string> numbers, CancellationToken cancellationToken) =>
        database.QueryAsync<Standing>(
            SelectByNumbers, new { numbers = Ansi.Many(numbers, Ansi.NumberLength) }, cancellationToken);

    /// <summary>The certificates issued out of a batch so far, in the order of its rows.</summary>
    public Task<IReadOnlyList<long>> IdsOfBatchAsync(string batchId, CancellationToken cancellationToken) =>
        database.QueryAsync<long>(SelectIdsOfBatch, new { batchId = Ansi.BatchId(batchId) }, cancellationToken);

    /// <summary>
    /// Where certificates stand, and stay until the write ends, and which of them are as they were sealed; at most <see cref="AtOnce"/> a
    /// call.
    /// </summary>
    public async Task<(IReadOnlyList<Standing> Standings, HashSet<long> Sealed)> LockAsync(
        WriteTransaction write, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var holding = await seals.LockAsync(write, ids, cancellationToken);
        return (await write.QueryAsync<Standing>(SelectByIds, new { ids }, cancellationToken), holding);
    }

    /// <summary>Gives locked certificates a status, each with its event, and seals them anew.</summary>
    public async Task MoveAsync(
        WriteTransaction write,
        IReadOnlyCollection<long> ids,
        NewStatus status,
        IEnumerable<LifeEvent> events,
        CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        write.Changed.UnionWith(ids);
        await write.ExecuteAsync(Move, new { status.Status, status.At, status.Category, ids }, cancellationToken);
        await EventLog.AppendAsync(database.Dialect, write, [.. events], cancellationToken);
        await seals.SealAsync(write, ids, cancellationToken);
    }
}

/// <summary>Makes the events of changes.</summary>
internal sealed class ChangeEvents([FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity)
{
    public LifeEvent Of(Standing standing, StatusChange change, DateTimeOffset at) => Of(
        new EventSubject(standing.Id, CertificateNumber.OfRecord(standing.Number), (int)standing.CurrentVersion),
        change.Kind,
        change.Ground,
        (change.ActorKeyId, change.SecondKeyId),
        at);

    /// <summary>The event of any change with a ground.</summary>
    public LifeEvent Of(EventSubject of, ChangeKind kind, ChangeGround ground, (long Asked, long? Decided) actors, DateTimeOffset at) =>
        LifeEvent.Of(
            of, kind.Event(), at, actors, ground.EvidenceHash?.ToArray(), ground.Category.Code(), (ground.Reason, identity));
}
