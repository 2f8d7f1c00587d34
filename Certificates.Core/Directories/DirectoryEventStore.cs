using Certificates.Core.Catalogue;
using Certificates.Core.Data;
using Certificates.Core.Log;

namespace Certificates.Core.Directories;

/// <summary>Changes of the directories, one after another, each with its event.</summary>
internal sealed class DirectoryEventStore(Database database)
{
    private const string Insert = """
        INSERT INTO DirectoryEvent (Target, Kind, At, ActorKeyId, Document, Detail, Salt, Leaf)
        VALUES (@Target, @Kind, @At, @ActorKeyId, @Document, @Detail, @Salt, @Leaf)
        """;

    private const string InsertLeaf = "INSERT INTO LogLeaf (IsFirst, Data) VALUES (0, @data)";

    private const string Select = """
        SELECT Id, Target, Kind, At, ActorKeyId, Document, Detail FROM DirectoryEvent
        WHERE (@target IS NULL OR Target = @target) AND (@before IS NULL OR Id < @before) ORDER BY Id DESC
        """;

    /// <summary>
    /// A change that reads what stands before it writes. Changes take their turn, also from several processes: the series is
    /// locked from its first use in a transaction to the end. It is the version of the lists, too.
    /// </summary>
    public Task<T> ChangeAsync<T>(Func<WriteTransaction, Task<T>> change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write =>
            {
                await TakeIdsAsync(write, CatalogueReader.Changes, 1, cancellationToken);
                return await change(write);
            },
            cancellationToken);

    /// <summary>The first of <paramref name="count"/> ids of a named series.</summary>
    public Task<long> TakeIdsAsync(WriteTransaction write, string name, int count, CancellationToken cancellationToken) =>
        write.ScalarAsync<long>(database.Dialect.TakeIds, new { name = Ansi.Of(name, 60), count }, cancellationToken);

    /// <summary>Appends an event and its leaf of the log.</summary>
    public static async Task AppendAsync(WriteTransaction write, NewDirectoryEvent happened, CancellationToken cancellationToken)
    {
        await write.ExecuteAsync(Insert, happened, cancellationToken);
        var data = PublishedLeaf.OfDirectory(happened.Target, happened.Kind, happened.At, happened.Leaf);
        await write.ExecuteAsync(InsertLeaf, new { data }, cancellationToken);
    }

    /// <summary>Events, newest first: those of one target or all, those before an id.</summary>
    public Task<IReadOnlyList<DirectoryEventRecord>> ListAsync(string? target, long? before, int limit,
        CancellationToken cancellationToken) =>
        database.QueryAsync<DirectoryEventRecord>(Select + database.Dialect.FirstRows, new { target, before, limit }, cancellationToken);
}

/// <summary>A change of the directories about to be recorded.</summary>
internal sealed record NewDirectoryEvent(
    string Target, string Kind, DateTimeOffset At, long ActorKeyId, string? Document, string Detail, byte[] Salt, byte[] Leaf);

/// <summary>A change of the directories on record.</summary>
internal sealed class DirectoryEventRecord
{
    public required long Id { get; init; }
    public required string Target { get; init; }
    public required string Kind { get; init; }
    public required DateTimeOffset At { get; init; }
    public long? ActorKeyId { get; init; }
    public string? Document { get; init; }
    public string? Detail { get; init; }
}
