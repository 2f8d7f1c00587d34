using Certificates.Core.Data;
using Certificates.Core.Register;
using Certificates.Core.Register.Sealing;

namespace Certificates.Core.Recovery;

/// <summary>The register as far as the recovery journal speaks of it.</summary>
internal sealed class RecoveryStore(Database database, SealStore seals)
{
    /// <summary>The series of ids that must not be given twice: share codes and stored files go by them.</summary>
    public static readonly string[] IdNames = ["Certificate", "Document"];

    private const string SelectSerials =
        "SELECT UNICODE(s.Kind) AS Kind, i.Code, s.Year, s.Next FROM NumberSeries s JOIN Institution i ON i.Id = s.InstitutionId";

    private const string SelectIds = "SELECT Name, Next FROM IdSeries WHERE Name IN @names";

    private const string SelectCodes = "SELECT Code FROM Institution";

    private const string SelectByNumbers = Standing.Select + " WHERE Number IN @numbers";

    private const string SelectByIds = Standing.Select + " WHERE Id IN @ids AND Status > 0";

    private const string SelectChanged = Standing.Select + " WHERE Id > @after AND (Status > 1 OR CurrentVersion > 1) ORDER BY Id";

    private const string SelectLatest = "SELECT CertificateId FROM CertificateEvent ORDER BY Id DESC";

    private const string JumpSerials = """
        UPDATE NumberSeries SET Next = @next
        WHERE Kind = @kind AND Year = @year AND Next < @next AND InstitutionId IN (SELECT Id FROM Institution WHERE Code = @code)
        """;

    private const string InsertSerials = """
        INSERT INTO NumberSeries (Kind, InstitutionId, Year, Next)
        SELECT @kind, i.Id, @year, @next FROM Institution i WHERE i.Code = @code AND NOT EXISTS (
            SELECT 1 FROM NumberSeries s WHERE s.Kind = @kind AND s.InstitutionId = i.Id AND s.Year = @year)
        """;

    private const string JumpIds = "UPDATE IdSeries SET Next = @next WHERE Name = @name AND Next < @next";

    private const string InsertIds =
        "INSERT INTO IdSeries (Name, Next) SELECT @name, @next WHERE NOT EXISTS (SELECT 1 FROM IdSeries WHERE Name = @name)";

    private const string Change = """
        UPDATE Certificate SET Status = @status, StatusCategory = @category, StatusChangedAt = @changedAt, RowVersion = RowVersion + 1
        WHERE Id = @id AND RowVersion = @rowVersion
        """;

    /// <summary>How far every series was used.</summary>
    public async Task<IReadOnlyList<SeriesMark>> SeriesAsync(CancellationToken cancellationToken)
    {
        var serials = await database.QueryAsync<SeriesRecord>(SelectSerials, null, cancellationToken);
        var ids = await database.QueryAsync<IdSeriesRecord>(SelectIds, new { names = Ansi.Many(IdNames, 60) },
            cancellationToken);
        return [.. serials.Select(series => series.Mark()),
            .. ids.Select(series => new SeriesMark(SeriesMark.Ids(series.Name), series.Next))];
    }

    public Task<IReadOnlyList<string>> InstitutionCodesAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<string>(SelectCodes, null, cancellationToken);

    /// <summary>Where certificates stand; at most 1000 numbers a call.</summary>
    public Task<IReadOnlyList<Standing>> StandingsAsync(IEnumerable<string> numbers, CancellationToken cancellationToken) =>
        database.QueryAsync<Standing>(SelectByNumbers, new { numbers = Ansi.Many(numbers, Ansi.NumberLength) },
            cancellationToken);

    /// <summary>Where certificates stand; at most 1000 ids a call.</summary>
    public Task<IReadOnlyList<Standing>> StandingsByIdsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        database.QueryAsync<Standing>(SelectByIds, new { ids }, cancellationToken);

    /// <summary>Where those stand to which something happened last.</summary>
    public async Task<IReadOnlyList<Standing>> LatestAsync(CancellationToken cancellationToken)
    {
        var ids = await database.QueryAsync<long>(SelectLatest + database.Dialect.FirstRows, new { limit = 1000 }, cancellationToken);
        return ids.Count == 0 ? [] : await database.QueryAsync<Standing>(SelectByIds, new { ids = ids.Distinct() }, cancellationToken);
    }

    /// <summary>Those that are not simply valid in their first version, by id, those behind <paramref name="after"/>.</summary>
    public Task<IReadOnlyList<Standing>> ChangedAsync(long after, CancellationToken cancellationToken) =>
        database.QueryAsync<Standing>(SelectChanged + database.Dialect.FirstRows, new { after, limit = 1000 }, cancellationToken);

    /// <summary>
    /// Lets the next serial of a series be at least <paramref name="next"/>; false when the institution is not in the register.
    /// </summary>
    public Task<bool> JumpSerialsAsync(string kind, string code, int year, long next, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            async write =>
            {
                var series = new { kind = Ansi.Of(kind, 1), code = Ansi.Of(code, 4), year, next };
                return await write.ExecuteAsync(JumpSerials, series, cancellationToken)
                    + await write.ExecuteAsync(InsertSerials, series, cancellationToken) > 0;
            },
            cancellationToken);

    /// <summary>Lets the next id of a series be at least <paramref name="next"/>.</summary>
    public Task JumpIdsAsync(string name, long next, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            async write => await write.ExecuteAsync(JumpIds, new { name = Ansi.Of(name, 60), next }, cancellationToken)
                + await write.ExecuteAsync(InsertIds, new { name = Ansi.Of(name, 60), next }, cancellationToken),
            cancellationToken);

    /// <summary>Puts a status in force again, with its event; a seal that was broken before stays so.</summary>
    /// <returns>False when another live certificate of the holder stands against it; then nothing is changed.</returns>
    public async Task<bool> ApplyAsync(Standing standing, StatusMark mark, LifeEvent happened, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async write =>
                {
                    var change = new
                    {
                        id = standing.Id,
                        rowVersion = standing.RowVersion,
                        status = (long)mark.Status,
                        category = mark.Category,
                        changedAt = mark.At
                    };
                    var holding = await seals.HoldingAsync(write, [standing.Id], cancellationToken);
                    var isFirst = await write.ExecuteAsync(Change, change, cancellationToken) == 1;
                    if (isFirst)
                    {
                        await EventLog.AppendAsync(database.Dialect, write, [happened], cancellationToken);
                        await seals.SealAsync(write, holding, cancellationToken);
                    }

                    return isFirst;
                },
                cancellationToken);
        }
        catch (System.Data.Common.DbException doubled) when (database.Dialect.IsUniqueViolation(doubled))
        {
            return false;
        }
    }

    private sealed class IdSeriesRecord
    {
        public required string Name { get; init; }
        public required long Next { get; init; }
    }
}
