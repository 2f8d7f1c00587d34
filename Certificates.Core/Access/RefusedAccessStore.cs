using System.Data.Common;
using Certificates.Core.Data;

namespace Certificates.Core.Access;

/// <summary>Who was not let in: in the register what the issuing service refused, in the desk what the site did.</summary>
/// <param name="database">The register or the desk.</param>
/// <param name="isDesk">True for the desk.</param>
internal sealed class RefusedAccessStore(Database database, bool isDesk)
{
    /// <summary>The block of all that has no row of its own.</summary>
    public const string TheRest = "*";

    private const int BlockLength = 50;
    private const int ReasonLength = 40;

    private const string CountOfRegister = "SELECT COUNT(*) FROM RefusedAccess WHERE At >= @day AND At < @tomorrow";
    private const string CountOfDesk = "SELECT COUNT(*) FROM desk.RefusedAccess WHERE At >= @day AND At < @tomorrow";

    private const string UpdateOfRegister =
        "UPDATE RefusedAccess SET Count = Count + @count WHERE At = @at AND Block = @block AND Reason = @reason";

    private const string UpdateOfDesk =
        "UPDATE desk.RefusedAccess SET Count = Count + @count WHERE At = @at AND Block = @block AND Reason = @reason";

    private const string InsertOfRegister = "INSERT INTO RefusedAccess (At, Block, Reason, Count) VALUES (@at, @block, @reason, @count)";
    private const string InsertOfDesk = "INSERT INTO desk.RefusedAccess (At, Block, Reason, Count) VALUES (@at, @block, @reason, @count)";

    private const string Which = """
         WHERE (@from IS NULL OR At >= @from) AND (@until IS NULL OR At < @until) AND (@before IS NULL OR Id < @before)
        ORDER BY Id DESC
        """;

    private const string SelectOfRegister = "SELECT Id, At, Block, Reason, Count FROM RefusedAccess" + Which;
    private const string SelectOfDesk = "SELECT Id, At, Block, Reason, Count FROM desk.RefusedAccess" + Which;

    /// <summary>Adds counts; a day that has as many rows as it may has one more for each reason, which takes all the rest.</summary>
    public Task<bool> AddAsync(IReadOnlyList<RefusedAccessRecord> noted, int rowsADay, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write =>
            {
                foreach (var day in noted.GroupBy(record => ChinaTime.DayOf(record.At)))
                {
                    var (start, end) = (ChinaTime.StartOf(day.Key), ChinaTime.StartOf(day.Key.AddDays(1)));
                    var rows = await write.ScalarAsync<long>(
                        isDesk ? CountOfDesk : CountOfRegister, new { day = start, tomorrow = end }, cancellationToken);
                    foreach (var record in day)
                    {
                        var isFull = rows >= rowsADay || record.Block == TheRest;
                        rows += await AddAsync(write, isFull ? record with { At = start, Block = TheRest } : record, cancellationToken);
                    }
                }

                return true;
            },
            cancellationToken);

    /// <summary>Rows, newest first; none of a desk that nobody brought up.</summary>
    public async Task<IReadOnlyList<RefusedAccessRecord>> ListAsync(
        DateTimeOffset? from, DateTimeOffset? until, long? before, int limit, CancellationToken cancellationToken)
    {
        var statement = (isDesk ? SelectOfDesk : SelectOfRegister) + database.Dialect.FirstRows;
        try
        {
            return await database.QueryAsync<RefusedAccessRecord>(statement, new { from, until, before, limit }, cancellationToken);
        }
        catch (DbException fault) when (isDesk && MissingTable.IsToldBy(fault))
        {
            return [];
        }
    }

    /// <summary>Adds to the row of a block, reason and minute; 1 when it is new.</summary>
    private async Task<int> AddAsync(WriteTransaction write, RefusedAccessRecord record, CancellationToken cancellationToken)
    {
        var row = new
        {
            at = record.At,
            block = Ansi.Of(record.Block, BlockLength),
            reason = Ansi.Of(record.Reason, ReasonLength),
            count = record.Count,
        };
        return await write.ExecuteAsync(isDesk ? UpdateOfDesk : UpdateOfRegister, row, cancellationToken) > 0
            ? 0
            : await write.ExecuteAsync(isDesk ? InsertOfDesk : InsertOfRegister, row, cancellationToken);
    }
}

/// <summary>How often a block was refused for a reason in a minute.</summary>
internal sealed record RefusedAccessRecord
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Block { get; init; }
    public required string Reason { get; init; }
    public required long Count { get; init; }
}
